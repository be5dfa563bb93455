package io.github.pammock;

import java.util.Map;

/**
 * A workspace in a list.
 *
 * @param id its id
 * @param urls where its products are
 * @param https the same over TLS
 * @param profiles what version each product answers as
 */
public record WorkspaceSummary(String id, SurfaceUrls urls, SurfaceUrls https, Map<String, String> profiles) {}
