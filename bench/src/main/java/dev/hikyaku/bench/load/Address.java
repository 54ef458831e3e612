package dev.hikyaku.bench.load;

/** Where a server listens; all of them listen on the loopback interface only. */
public record Address(int port) {
    public static final String HOST = "127.0.0.1";

    public String authority() {
        return HOST + ":" + port;
    }

    public String url() {
        return "http://" + authority() + "/";
    }
}
