package dev.hikyaku.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the query protocol has a list or a map. With a name it is flattened: {@code Name.1}, {@code
 * Name.2} in a form, and elements of that name in XML, without a wrapper around them. Without one,
 * or without this annotation, it is wrapped: {@code Tags.member.1} and {@code
 * <Tags><member>…</member></Tags>} for a list, {@code Attributes.entry.1.key} and {@code
 * <Attributes><entry><key>…</key><value>…</value></entry></Attributes>} for a map.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface QueryMember {
    /** What the elements are called if there is no wrapper around them. */
    String value() default "";

    /** What a map entry's key is called. */
    String key() default "Name";

    /** What a map entry's value is called. */
    String mapValue() default "Value";
}
