package dev.hikyaku.api.sqs;

import dev.hikyaku.model.Limits;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.ServiceException;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Message attributes of requests, checked as AWS's developer guide states their rules. */
final class MessageAttributes {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..{1,249})?");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private MessageAttributes() {}

    /**
     * The attributes in order of their names.
     *
     * @throws ServiceException (InvalidParameterValue) that names the attribute and the rule
     */
    static SortedMap<String, MessageAttribute> checked(
            @Nullable Map<String, MessageAttributeValue> attributes) {
        var checked = new TreeMap<String, MessageAttribute>();
        if (attributes == null) {
            return checked;
        }
        if (attributes.size() > Limits.MESSAGE_ATTRIBUTES_MAX) {
            throw ServiceException.invalidParameter(
                    "Number of message attributes ["
                            + attributes.size()
                            + "] exceeds the allowed maximum ["
                            + Limits.MESSAGE_ATTRIBUTES_MAX
                            + "].");
        }
        attributes.forEach((name, value) -> {
            checkName(name);
            checked.put(name, checked(name, value));
        });
        return checked;
    }

    private static void checkName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (name.length() > Limits.ATTRIBUTE_NAME_LENGTH_MAX
                || !NAME.matcher(name).matches()
                || lower.startsWith("aws.")
                || lower.startsWith("amazon.")) {
            throw ServiceException.invalidParameter(
                    "Invalid message attribute name '"
                            + abbreviate(name)
                            + "'. A name has 1 to 256 letters, digits, hyphens, underscores and single inner periods, and does"
                            + " not begin with AWS. or Amazon.");
        }
    }

    /** One attribute whose name is right. */
    static MessageAttribute checked(String name, @Nullable MessageAttributeValue value) {
        if (value == null || value.dataType() == null || value.dataType().isEmpty()) {
            throw invalid(name, "must contain a non-empty message attribute type (DataType).");
        }
        String type = value.dataType();
        if (!TYPE.matcher(type).matches()) {
            throw invalid(
                    name,
                    "has an invalid message attribute type '"
                            + abbreviate(type)
                            + "', the set of supported type prefixes is Binary, Number, and String.");
        }
        return type.startsWith("Binary") ? binary(name, type, value) : text(name, type, value);
    }

    private static MessageAttribute binary(String name, String type, MessageAttributeValue value) {
        byte[] bytes = value.binaryValue();
        if (bytes == null || bytes.length == 0) {
            throw invalid(
                    name, "must contain a non-empty BinaryValue for its type '" + type + "'.");
        }
        return new MessageAttribute(type, null, bytes);
    }

    private static MessageAttribute text(String name, String type, MessageAttributeValue value) {
        String text = value.stringValue();
        if (text == null || text.isEmpty()) {
            throw invalid(
                    name, "must contain a non-empty StringValue for its type '" + type + "'.");
        }
        if (type.startsWith("Number") && !NUMBER.matcher(text).matches()) {
            throw invalid(name, "has the value '" + abbreviate(text) + "', which is not a number.");
        }
        BodyCharacters.check(text, "the message attribute '" + name + "'");
        return new MessageAttribute(type, text, null);
    }

    private static ServiceException invalid(String name, String what) {
        return ServiceException.invalidParameter("The message attribute '" + name + "' " + what);
    }

    private static String abbreviate(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
