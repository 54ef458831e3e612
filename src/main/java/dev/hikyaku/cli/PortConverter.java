package dev.hikyaku.cli;

/** A TCP port; 0 for any that is free. */
final class PortConverter extends IntegerRange {
    PortConverter() {
        super(0, 65_535);
    }
}
