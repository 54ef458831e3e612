package dev.hikyaku.integration;

import dev.hikyaku.integration.ErrorCases.Code;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What must be refused of tags, permissions and policies. {@code taken} is a label that the queue
 * has.
 */
record DefinitionErrorCases(ErrorCases cases) {
    private static final Code OVER_LIMIT = Code.of("OverLimit", "OverLimit");

    void add() {
        tags();
        permissions();
        policies();
    }

    private void call(
            String title, String action, String json, String form, Code code, String... words) {
        cases.both(
                title,
                action,
                ErrorCases.Q + json.replace('\'', '"'),
                ErrorCases.FORM_Q + form,
                code,
                words);
    }

    private void tags() {
        call("no tags to set", "TagQueue", "", "", ErrorCases.MISSING, "Tags");
        call("no keys of tags", "UntagQueue", "", "", ErrorCases.MISSING, "TagKeys");
        tag("a tag without a key", "", "x", "needs a name");
        tag("a tag's key of 129 characters", "k".repeat(129), "x", "1 to 128");
        tag("a tag's value of 257 characters", "key", "v".repeat(257), "0 to 256");
        tag("a tag's key of AWS", "aws:x", "x", "aws:");
        String json =
                IntStream.range(0, 51)
                        .mapToObj(i -> "'k" + i + "':'v'")
                        .collect(Collectors.joining(","));
        String form =
                IntStream.range(0, 51)
                        .mapToObj(i -> "&Tag.%d.Key=k%d&Tag.%d.Value=v".formatted(i + 1, i, i + 1))
                        .collect(Collectors.joining());
        call(
                "51 tags",
                "TagQueue",
                ",'Tags':{" + json + "}",
                form,
                ErrorCases.INVALID_VALUE,
                "50",
                "51");
        call(
                "a tag without a value",
                "TagQueue",
                ",'Tags':{'a':null}",
                "&Tag.1.Key=a",
                ErrorCases.INVALID_VALUE,
                "Tags",
                "value");
        cases.json(
                "half a surrogate pair in a tag",
                "TagQueue",
                "{" + ErrorCases.Q + ",\"Tags\":{\"a\":\"\\ud83d\"}}",
                ErrorCases.INVALID_VALUE,
                "Tags",
                "Unicode");
        cases.json(
                "half a surrogate pair in an attribute",
                "SetQueueAttributes",
                "{" + ErrorCases.Q + ",\"Attributes\":{\"KmsMasterKeyId\":\"\\ud83d\"}}",
                ErrorCases.INVALID_VALUE,
                "KmsMasterKeyId",
                "Unicode");
        cases.json(
                "a list for the tags",
                "TagQueue",
                "{" + ErrorCases.Q + ",\"Tags\":[]}",
                ErrorCases.MALFORMED,
                "Tags",
                "object");
    }

    private void tag(String title, String key, String value, String word) {
        call(
                title,
                "TagQueue",
                ",'Tags':{'" + key + "':'" + value + "'}",
                "&Tag.1.Key=" + key + "&Tag.1.Value=" + value,
                ErrorCases.INVALID_VALUE,
                word);
    }

    private void permissions() {
        permission("no label", "", List.of("111122223333"), "SendMessage", ErrorCases.MISSING);
        permission("no accounts", "new", List.of(), "SendMessage", ErrorCases.MISSING);
        permission("no actions", "new", List.of("111122223333"), "", ErrorCases.MISSING);
        Code invalid = ErrorCases.INVALID_VALUE;
        permission("a label with a period", "a.b", List.of("111122223333"), "SendMessage", invalid);
        permission(
                "a label that is taken", "taken", List.of("111122223333"), "SendMessage", invalid);
        permission("an account that is none", "new", List.of("me"), "SendMessage", invalid);
        permission(
                "an action that SQS does not have",
                "new",
                List.of("111122223333"),
                "Publish",
                invalid);
        String eight = "SendMessage,".repeat(8);
        permission("eight actions", "new", List.of("111122223333"), eight, OVER_LIMIT);
        call(
                "a permission to remove without a label",
                "RemovePermission",
                "",
                "",
                ErrorCases.MISSING,
                "Label");
        call(
                "a permission to remove that is not there",
                "RemovePermission",
                ",'Label':'none'",
                "&Label=none",
                invalid,
                "none");
    }

    private void permission(
            String title, String label, List<String> accounts, String actions, Code code) {
        List<String> names = List.of(actions.split(","));
        String json =
                ",'Label':'%s','AWSAccountIds':[%s],'Actions':[%s]"
                        .formatted(label, quoted(accounts), quoted(names));
        String form =
                "&Label=" + label + list("AWSAccountId", accounts) + list("ActionName", names);
        call("a permission with " + title, "AddPermission", json, form, code);
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(","));
    }

    private static String list(String name, List<String> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> "&" + name + "." + (i + 1) + "=" + values.get(i))
                .collect(Collectors.joining());
    }

    private void policies() {
        Code invalid = ErrorCases.INVALID_VALUE;
        allowPolicy("x", "not valid JSON");
        allowPolicy("[]", "not a JSON object");
        allowPolicy("{}", "redrivePermission");
        allowPolicy("{'redrivePermission':'byQueue'}", "1 to 10");
        allowPolicy("{'redrivePermission':'byQueue','sourceQueueArns':['a']}", "ARN");
        allowPolicy("{'redrivePermission':'allowAll','sourceQueueArns':[]}", "byQueue only");
        call(
                "a key of KMS and one of SQS at a time",
                "SetQueueAttributes",
                ",'Attributes':{'KmsMasterKeyId':'alias/a','SqsManagedSseEnabled':'true'}",
                "&Attribute.1.Name=KmsMasterKeyId&Attribute.1.Value=alias/a"
                        + "&Attribute.2.Name=SqsManagedSseEnabled&Attribute.2.Value=true",
                ErrorCases.ATTRIBUTE_VALUE,
                "KmsMasterKeyId",
                "SqsManagedSseEnabled");
        call(
                "MaxResults of 0 in ListDeadLetterSourceQueues",
                "ListDeadLetterSourceQueues",
                ",'MaxResults':0",
                "&MaxResults=0",
                invalid,
                "1 and 1000");
        call(
                "a NextToken of our own making in ListDeadLetterSourceQueues",
                "ListDeadLetterSourceQueues",
                ",'NextToken':'next'",
                "&NextToken=next",
                invalid,
                "NextToken");
    }

    private void allowPolicy(String policy, String word) {
        cases.queueAttribute(
                "RedriveAllowPolicy", policy.replace('\'', '"'), ErrorCases.INVALID_VALUE, word);
    }
}
