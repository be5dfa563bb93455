package io.github.pammock;

import java.util.Map;

/**
 * A lever of a product, and what it has to be told.
 *
 * @param surface the product
 * @param action its name
 * @param summary what it does
 * @param input JSON schema of what it has to be told
 */
public record Action(String surface, String action, String summary, Map<String, Object> input) {}
