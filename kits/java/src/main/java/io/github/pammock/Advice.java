package io.github.pammock;

import java.util.List;

/**
 * Something that a client does, that works here and will hurt on the product.
 *
 * @param surface the product
 * @param rule its id
 * @param sentence what it is about
 * @param source where that is documented
 * @param count how many requests do it
 * @param requests some of them, the newest last
 */
public record Advice(
    String surface, String rule, String sentence, String source, long count, List<Ledger.Request> requests) {}
