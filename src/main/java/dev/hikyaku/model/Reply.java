package dev.hikyaku.model;

/** What a state machine answers to a command that it did not refuse. */
public interface Reply {}
