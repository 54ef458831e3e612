package dev.hikyaku.delivery.endpoint;

/** Texts from elsewhere, made fit for a log line and for a message attribute. */
final class Texts {
    static final int CHARS_MAX = 256;

    private Texts() {}

    /** Printable ASCII; what is not becomes a question mark, and what is too long is cut. */
    static String printable(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), CHARS_MAX); i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return out.toString();
    }
}
