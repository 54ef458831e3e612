package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filter policies, from the subscription to the queue. */
interface FilterCases extends SnsCases {
    private Map<String, Object> attributes(String spec) {
        var attributes = new HashMap<String, Object>();
        for (String each : spec.split(";", -1)) {
            String name = each.substring(0, each.indexOf(':'));
            String value = each.substring(name.length() + 2);
            String type =
                    switch (each.charAt(name.length() + 1)) {
                        case '#' -> "Number";
                        case '@' -> "String.Array";
                        default -> "String";
                    };
            attributes.put(name, attribute(type, value));
        }
        return attributes;
    }

    // = a String, # a Number, @ a String.Array
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'color':['red']}                              | color:=red            | 1",
                "{'color':['red']}                              | color:=blue           | 0",
                "{'color':['red']}                              | size:=red             | 0",
                "{'color':['red','blue']}                       | color:=blue           | 1",
                "{'color':['red']}                              | color:@['red','blue'] | 1",
                "{'color':[{'anything-but':['red']}]}           | color:=blue           | 1",
                "{'color':[{'anything-but':['red']}]}           | color:=red            | 0",
                "{'color':[{'anything-but':{'prefix':'r'}}]}    | color:=red            | 0",
                "{'color':[{'prefix':'re'}]}                    | color:=red            | 1",
                "{'color':[{'suffix':'ed'}]}                    | color:=red            | 1",
                "{'color':[{'equals-ignore-case':'RED'}]}       | color:=red            | 1",
                "{'ip':[{'cidr':'10.0.0.0/24'}]}                | ip:=10.0.0.9          | 1",
                "{'ip':[{'cidr':'10.0.0.0/24'}]}                | ip:=10.0.1.9          | 0",
                "{'size':[7]}                                   | size:#7.0             | 1",
                "{'size':[7]}                                   | size:=7               | 0",
                "{'size':[{'numeric':['>',5,'<=',7.5]}]}        | size:#7.5             | 1",
                "{'size':[{'numeric':['>',5,'<=',7.5]}]}        | size:#5               | 0",
                "{'color':[{'exists':false}]}                   | size:#1               | 1",
                "{'color':[{'exists':true}]}                    | size:#1               | 0",
                "{'color':['red'],'size':[1]}                   | color:=red;size:#1    | 1",
                "{'color':['red'],'size':[1]}                   | color:=red;size:#2    | 0",
                "{'$or':[{'color':['red']},{'size':[1]}]}       | color:=blue;size:#1   | 1",
                "{'$or':[{'color':['red']},{'size':[1]}]}       | color:=blue;size:#2   | 0"
            })
    default void attributesDecide(String policy, String attributes, int messages) {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of("FilterPolicy", policy.replace('\'', '"')));
        publish(topic, "hello", "MessageAttributes", attributes(attributes.replace('\'', '"')));
        assertThat(drain(queue)).hasSize(messages);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':{'b':['x']}}            | {'a':{'b':'x'}}           | 1",
                "{'a':{'b':['x']}}            | {'a':{'b':'y'}}           | 0",
                "{'a':['x']}                  | no json                   | 0",
                "{'a':[{'wildcard':'x*z'}]}   | {'a':'xyz'}               | 1",
                "{'a':[{'numeric':['<',3]}]}  | {'a':[5,2]}               | 1",
                "{'a':[null]}                 | {'a':null}                | 1",
                "{'a':[{'exists':false}]}     | {'b':1}                   | 1",
                "{'$or':[{'a':['x']},{'b':{'c':[1]}}]} | {'b':{'c':1}}    | 1"
            })
    default void theBodyOfAMessageDecides(String policy, String body, int messages) {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(
                topic,
                queue,
                Map.of(
                        "FilterPolicy",
                        policy.replace('\'', '"'),
                        "FilterPolicyScope",
                        "MessageBody"));
        publish(topic, body.replace('\'', '"'));
        assertThat(drain(queue)).hasSize(messages);
    }

    @Test
    default void aMessageWithoutAttributesPassesNoFilterOfThem() {
        String topic = newTopic();
        String queue = newQueue();
        subscribe(topic, queue, Map.of("FilterPolicy", "{\"color\":[\"red\"]}"));
        publish(topic, "hello");
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    default void aChangedFilterCountsAtOnce() {
        String topic = newTopic();
        String queue = newQueue();
        String subscription =
                subscribe(topic, queue, Map.of("FilterPolicy", "{\"color\":[\"red\"]}"));
        setSubscriptionAttribute(subscription, "FilterPolicy", "{\"color\":[\"blue\"]}");
        publish(topic, "r", "MessageAttributes", attributes("color:=red"));
        publish(topic, "b", "MessageAttributes", attributes("color:=blue"));
        assertThat(texts(queue)).containsExactly("b");
        setSubscriptionAttribute(subscription, "FilterPolicy", "{}");
        publish(topic, "r", "MessageAttributes", attributes("color:=red"));
        assertThat(texts(queue)).containsExactly("r");
    }

    @Test
    default void eachQueueGetsWhatItWants() {
        String topic = newTopic();
        String red = newQueue();
        String all = newQueue();
        subscribe(topic, red, Map.of("FilterPolicy", "{\"color\":[\"red\"]}"));
        subscribe(topic, all, Map.of());
        publish(topic, "1", "MessageAttributes", attributes("color:=red"));
        publish(topic, "2", "MessageAttributes", attributes("color:=blue"));
        assertThat(texts(red)).containsExactly("1");
        assertThat(texts(all)).containsExactlyInAnyOrder("1", "2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':'x'}                        | must be an object or an array",
                "{'a':[]}                         | Empty arrays are not allowed",
                "{'a':{'b':['x']}}                | Filter policy scope MessageAttributes does not support nested filter policy",
                "{'a':['1'],'b':['1'],'c':['1'],'d':['1'],'e':['1'],'f':['1']} | Filter policy can not have more than 5 keys",
                "{'a':[{'nearly':'x'}]}           | Unrecognized match type nearly",
                "{'a':[{'numeric':['<','1']}]}    | Value of < must be numeric",
                "{'a':[{'exists':'x'}]}           | exists match pattern must be either true or false"
            })
    default void aWrongPolicyIsRefused(String policy, String words) {
        String subscription = subscribe(newTopic(), newQueue(), Map.of());
        assertRefused(
                        () -> {
                            setSubscriptionAttribute(
                                    subscription, "FilterPolicy", policy.replace('\'', '"'));
                            return null;
                        })
                .returns("InvalidParameter", AwsError::code)
                .satisfies(error ->
                        assertThat(error.message())
                                .startsWith("Invalid parameter: FilterPolicy: ")
                                .contains(words));
    }
}
