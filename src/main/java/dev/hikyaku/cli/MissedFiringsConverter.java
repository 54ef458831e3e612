package dev.hikyaku.cli;

import dev.hikyaku.schedule.MissedFirings;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code once}, {@code all} or {@code skip}. */
public final class MissedFiringsConverter implements ITypeConverter<MissedFirings> {
    @Override
    public MissedFirings convert(String text) {
        try {
            return MissedFirings.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' " + e.getMessage());
        }
    }
}
