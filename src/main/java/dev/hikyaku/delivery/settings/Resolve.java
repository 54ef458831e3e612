package dev.hikyaku.delivery.settings;

/** How a URL's host becomes endpoints. */
public enum Resolve {
    /** It is one endpoint, whatever its addresses are. */
    NEVER,

    /** Each of its addresses (A and AAAA records) is one. */
    HOST,

    /** Each of its SRV records is one, with that record's port. */
    SRV
}
