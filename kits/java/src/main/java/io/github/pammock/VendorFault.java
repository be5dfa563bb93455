package io.github.pammock;

/**
 * A failure that only one product has.
 *
 * @param surface the product
 * @param name for {@link Effect#vendor(String)}
 * @param summary what it is
 * @param source where it is documented
 */
public record VendorFault(String surface, String name, String summary, String source) {}
