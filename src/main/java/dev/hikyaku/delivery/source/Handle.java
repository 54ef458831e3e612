package dev.hikyaku.delivery.source;

/** What a source knows a received message by. */
public interface Handle {
    /** The receipt handle, as the API has it. */
    String text();
}
