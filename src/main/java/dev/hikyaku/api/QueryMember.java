package dev.hikyaku.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the query protocol calls a list's or a map's elements: {@code Name.1}, {@code Name.2} in a
 * form, and elements of that name in XML, without a wrapper around them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface QueryMember {
    String value();

    /** What a map entry's key is called. */
    String key() default "Name";

    /** What a map entry's value is called. */
    String mapValue() default "Value";
}
