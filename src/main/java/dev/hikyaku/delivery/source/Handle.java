package dev.hikyaku.delivery.source;

/** What a source knows one receive of one message by; means nothing to anyone else. */
public interface Handle {}
