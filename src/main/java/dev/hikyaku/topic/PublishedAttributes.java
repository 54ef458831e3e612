package dev.hikyaku.topic;

import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.ServiceException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Message attributes as publishers give them, checked by SNS's rules. */
public final class PublishedAttributes {
    private static final int NAME_LENGTH_MAX = 256;

    /** Far beyond the precision that anyone compares; parsers have bounds of their own. */
    private static final int NUMBER_LENGTH_MAX = 256;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..{1,249})?");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    private PublishedAttributes() {}

    /**
     * Checks an attribute.
     *
     * @throws ServiceException (ParameterValueInvalid) that names the attribute and the rule
     */
    public static MessageAttribute checked(
            String name, @Nullable String type, @Nullable String text, byte @Nullable [] binary) {
        checkName(name);
        if (type == null || type.isEmpty()) {
            throw invalid(name, "must contain non-empty message attribute type.");
        }
        if (!TYPE.matcher(type).matches()) {
            throw invalid(
                    name,
                    "has an invalid message attribute type, the set of supported type prefixes is"
                            + " Binary, Number, and String.");
        }
        if (type.startsWith("Binary")) {
            if (binary == null || binary.length == 0) {
                throw empty(name, type);
            }
            return new MessageAttribute(type, null, binary);
        }
        if (text == null || text.isEmpty()) {
            throw empty(name, type);
        }
        if (type.startsWith("Number") && !number(text)) {
            throw new ServiceException(
                    TopicError.PARAMETER_VALUE_INVALID,
                    "Could not cast message attribute '" + name + "' value to number.");
        }
        return new MessageAttribute(type, text, null);
    }

    private static boolean number(String text) {
        return text.length() <= NUMBER_LENGTH_MAX && NUMBER.matcher(text).matches();
    }

    private static void checkName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (name.length() > NAME_LENGTH_MAX
                || !NAME.matcher(name).matches()
                || lower.startsWith("aws.")
                || lower.startsWith("amazon.")) {
            throw invalid(
                    name,
                    "has an invalid name: it has 1 to 256 letters, digits, hyphens, underscores and"
                            + " single inner periods, and does not begin with AWS. or Amazon.");
        }
    }

    private static ServiceException empty(String name, String type) {
        return invalid(
                name,
                "must contain non-empty message attribute value for message attribute type '"
                        + type
                        + "'.");
    }

    private static ServiceException invalid(String name, String what) {
        return new ServiceException(
                TopicError.PARAMETER_VALUE_INVALID, "The message attribute '" + name + "' " + what);
    }
}
