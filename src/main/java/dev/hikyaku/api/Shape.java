package dev.hikyaku.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request's or a response's record, as the query protocol sees them. Read once per
 * type.
 */
record Shape(List<Member> members) {
    enum Kind {
        SCALAR,
        BLOB,
        STRUCTURE,
        LIST,
        MAP
    }

    /**
     * One member.
     *
     * @param name as JSON has it
     * @param wrapper the XML element around a list's or a map's elements; null if there is none
     * @param queryName as XML has it, or each of its elements
     * @param formName as a form has it
     * @param type of the member itself, or of the list's or map's values
     */
    record Member(
            String name,
            @Nullable String wrapper,
            String queryName,
            String formName,
            String keyName,
            String valueName,
            Kind kind,
            Class<?> type,
            MethodHandle get) {

        @Nullable Object valueOf(Record holder) {
            try {
                return get.invokeExact(holder);
            } catch (Throwable e) {
                throw new IllegalStateException("the accessor of " + name + " failed", e);
            }
        }
    }

    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return new Shape(
                            Arrays.stream(type.getRecordComponents()).map(Shape::member).toList());
                }
            };

    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    private static Member member(RecordComponent component) {
        var property = component.getAccessor().getAnnotation(JsonProperty.class);
        String name = property != null ? property.value() : capitalized(component.getName());
        Kind kind = kind(component.getType());
        var query = component.getAnnotation(QueryMember.class);
        boolean many = kind == Kind.LIST || kind == Kind.MAP;
        String flat = query == null || query.value().isEmpty() ? null : query.value();
        boolean wrapped = many && flat == null;
        String element = kind == Kind.MAP ? "entry" : "member";
        Type value = valueType(component.getGenericType());
        return new Member(
                name,
                wrapped ? name : null,
                wrapped ? element : Objects.requireNonNullElse(flat, name),
                wrapped ? name + "." + element : Objects.requireNonNullElse(flat, name),
                query == null ? "key" : query.key(),
                query == null ? "value" : query.mapValue(),
                kind,
                value instanceof Class<?> type ? type : Object.class,
                accessor(component));
    }

    private static MethodHandle accessor(RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Record.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a shape's accessor cannot be used", e);
        }
    }

    private static Kind kind(Class<?> type) {
        if (List.class.isAssignableFrom(type)) {
            return Kind.LIST;
        }
        if (Map.class.isAssignableFrom(type)) {
            return Kind.MAP;
        }
        if (type == byte[].class) {
            return Kind.BLOB;
        }
        return type.isRecord() ? Kind.STRUCTURE : Kind.SCALAR;
    }

    private static Type valueType(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return arguments[arguments.length - 1];
        }
        return type;
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
