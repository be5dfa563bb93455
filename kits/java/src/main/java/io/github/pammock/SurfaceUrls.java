package io.github.pammock;

/**
 * Where the products of a workspace are.
 *
 * @param xtam XTAM, such as {@code http://127.0.0.1:8080/xtam}
 * @param cas XTAM's CAS, {@code …/cas}
 * @param sps SPS, {@code …/api}
 * @param pmp Password Manager Pro and PAM360, {@code …/restapi/json/v1}
 * @param control the control plane, {@code …/__mock}
 */
public record SurfaceUrls(String xtam, String cas, String sps, String pmp, String control) {}
