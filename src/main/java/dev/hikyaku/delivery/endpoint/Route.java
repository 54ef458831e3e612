package dev.hikyaku.delivery.endpoint;

/** Which path a message goes to. */
sealed interface Route {
    /** The endpoint's own. */
    record Own() implements Route {}

    /**
     * Another one, whatever the endpoint.
     *
     * @param uri path and query
     * @param path without the query
     */
    record To(String uri, String path) implements Route {
        static To of(String uri) {
            return new To(uri, Address.withoutQuery(uri));
        }
    }

    /** None that is allowed. */
    record Nowhere(String reason) implements Route {}

    Own OWN = new Own();
}
