package dev.hikyaku.integration;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS's Signature Version 2, which puts itself among the fields of a form: what old SDKs send. */
record SignatureV2(String accessKeyId, String secret) {
    private static final String METHOD = "HmacSHA256";

    /** The fields, with those of the signature, for a POST to this address. */
    Map<String, String> signed(URI url, Map<String, String> fields) {
        var all = new TreeMap<>(fields);
        all.put("AWSAccessKeyId", accessKeyId);
        all.put("SignatureMethod", METHOD);
        all.put("SignatureVersion", "2");
        all.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        String path = url.getPath().isEmpty() ? "/" : url.getPath();
        all.put(
                "Signature",
                digest("POST\n" + url.getAuthority() + "\n" + path + "\n" + text(all)));
        return all;
    }

    private static String text(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private String digest(String text) {
        try {
            Mac mac = Mac.getInstance(METHOD);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), METHOD));
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + METHOD, e);
        }
    }
}
