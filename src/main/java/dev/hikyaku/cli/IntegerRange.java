package dev.hikyaku.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An integer within bounds. */
class IntegerRange implements ITypeConverter<Integer> {
    private final int min;
    private final int max;

    IntegerRange(int min, int max) {
        this.min = min;
        this.max = max;
    }

    @Override
    public Integer convert(String text) {
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // the same sentence serves
        }
        throw new TypeConversionException(
                "'" + text + "' must be an integer from " + min + " to " + max);
    }
}
