package dev.hikyaku.api;

import org.jspecify.annotations.Nullable;

/** A caller that runs everything at once. */
record FakeCaller(@Nullable Credential credential) implements Caller {
    static final FakeCaller UNSIGNED = new FakeCaller(null);

    static FakeCaller signedFor(String service) {
        return new FakeCaller(new Credential("AKID", "eu-west-1", service));
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public void onGone(Runnable action) {}

    @Override
    public void execute(Runnable action) {
        action.run();
    }
}
