package dev.hikyaku.topic;

import static dev.hikyaku.topic.Fixtures.array;
import static dev.hikyaku.topic.Fixtures.number;
import static dev.hikyaku.topic.Fixtures.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.MessageAttribute;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the developer guide says that each operator wants, and what not. */
class FilterMatchTest {
    private static Map<String, MessageAttribute> attributes(String spec) {
        var attributes = new TreeMap<String, MessageAttribute>();
        for (String each : spec.split(";", -1)) {
            if (each.isEmpty()) {
                continue;
            }
            String name = each.substring(0, each.indexOf(':'));
            String value = each.substring(each.indexOf(':') + 1);
            attributes.put(name, attribute(value.charAt(0), value.substring(1)));
        }
        return attributes;
    }

    private static MessageAttribute attribute(char kind, String value) {
        return switch (kind) {
            case '=' -> text(value);
            case '#' -> number(value);
            case '@' -> array(value);
            default ->
                    new MessageAttribute(
                            "Binary",
                            null,
                            value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        };
    }

    private static boolean wanted(String scope, String policy, Notification message) {
        var matcher = new TopicMatcher();
        matcher.put(Fixtures.filtered("one", scope, policy));
        return !matcher.matching(message).isEmpty();
    }

    // = a String, # a Number, @ a String.Array, ! a Binary
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'sport':['rugby']}                                | sport:=rugby               | true",
                "{'sport':['rugby']}                                | sport:=Rugby               | false",
                "{'sport':['rugby']}                                | other:=rugby               | false",
                "{'sport':['rugby']}                                |                            | false",
                "{'sport':['rugby','football']}                     | sport:=football            | true",
                "{'sport':['rugby']}                                | sport:@['tennis','rugby']  | true",
                "{'sport':['rugby']}                                | sport:@['tennis']          | false",
                "{'sport':['rugby']}                                | sport:@[]                  | false",
                "{'sport':['rugby']}                                | sport:@not json            | false",
                "{'sport':['rugby']}                                | sport:!rugby               | false",
                "{'sport':[{'anything-but':['rugby','tennis']}]}    | sport:=baseball            | true",
                "{'sport':[{'anything-but':['rugby','tennis']}]}    | sport:=rugby               | false",
                "{'sport':[{'anything-but':['rugby','tennis']}]}    | sport:@['rugby','baseball'] | true",
                "{'sport':[{'anything-but':['rugby','tennis']}]}    | sport:@['rugby']           | false",
                "{'sport':[{'anything-but':['rugby','tennis']}]}    |                            | false",
                "{'sport':[{'anything-but':'rugby'}]}               | sport:=tennis              | true",
                "{'price':[{'anything-but':[100,500]}]}             | price:#101                 | true",
                "{'price':[{'anything-but':[100,500]}]}             | price:#100                 | false",
                "{'price':[{'anything-but':[100,500]}]}             | price:#100.00              | false",
                "{'event':[{'anything-but':{'prefix':'order-'}}]}   | event:=data-entry          | true",
                "{'event':[{'anything-but':{'prefix':'order-'}}]}   | event:=order-number        | false",
                "{'event':[{'anything-but':{'suffix':'-entry'}}]}   | event:=order-number        | true",
                "{'event':[{'anything-but':{'suffix':'-entry'}}]}   | event:=order-entry         | false",
                "{'sport':[{'equals-ignore-case':'tennis'}]}        | sport:=TeNNis              | true",
                "{'sport':[{'equals-ignore-case':'tennis'}]}        | sport:=table tennis        | false",
                "{'ip':[{'cidr':'10.0.0.0/24'}]}                    | ip:=10.0.0.255             | true",
                "{'ip':[{'cidr':'10.0.0.0/24'}]}                    | ip:=10.1.1.0               | false",
                "{'sport':[{'prefix':'bas'}]}                       | sport:=baseball            | true",
                "{'sport':[{'prefix':'bas'}]}                       | sport:=rugby               | false",
                "{'sport':[{'suffix':'ball'}]}                      | sport:=baseball            | true",
                "{'sport':[{'suffix':'ball'}]}                      | sport:=ballet              | false",
                "{'sport':[{'wildcard':'b*ll'}]}                    | sport:=baseball            | true",
                "{'sport':[{'wildcard':'b*ll'}]}                    | sport:=football            | false",
                "{'price':[301.5]}                                  | price:#301.5               | true",
                "{'price':[301.5]}                                  | price:#3.0150e2            | true",
                "{'price':[301.5]}                                  | price:=301.5               | false",
                "{'price':['301.5']}                                | price:#301.5               | false",
                "{'price':['301.5']}                                | price:=301.5               | true",
                "{'price':[100]}                                    | price:#100.0               | true",
                "{'price':[100]}                                    | price:@[1,100]             | true",
                "{'price':[{'numeric':['=',301.5]}]}                | price:#301.5               | true",
                "{'price':[{'numeric':['=',301.5]}]}                | price:#301                 | false",
                "{'price':[{'numeric':['<',0]}]}                    | price:#-1                  | true",
                "{'price':[{'numeric':['<',0]}]}                    | price:#0                   | false",
                "{'price':[{'numeric':['>',0,'<=',150]}]}           | price:#150                 | true",
                "{'price':[{'numeric':['>',0,'<=',150]}]}           | price:#0                   | false",
                "{'price':[{'numeric':['>',0,'<=',150]}]}           | price:#150.00001           | false",
                "{'price':[{'numeric':['>=',-1e9]}]}                | price:#-1000000000         | true",
                "{'price':[{'numeric':['>',0]}]}                    | price:=5                   | false",
                "{'price':[{'numeric':['>',0]}]}                    | price:#.5                  | true",
                "{'price':[{'numeric':['>',0]}]}                    | price:@[-3,7]              | true",
                "{'store':[{'exists':true}]}                        | store:=any                 | true",
                "{'store':[{'exists':true}]}                        | other:=any                 | false",
                "{'store':[{'exists':false}]}                       | other:=any                 | true",
                "{'store':[{'exists':false}]}                       |                            | true",
                "{'store':[{'exists':false}]}                       | store:=any                 | false",
                "{'flag':[true]}                                    | flag:@[true]               | true",
                "{'flag':[true]}                                    | flag:=true                 | false",
                "{'flag':[null]}                                    | flag:@[null]               | true",
                "{'a':['1'],'b':['2']}                              | a:=1;b:=2                  | true",
                "{'a':['1'],'b':['2']}                              | a:=1                       | false",
                "{'a':['1',{'prefix':'x'}]}                         | a:=xyz                     | true",
                "{'$or':[{'a':['1']},{'b':['2']}]}                  | b:=2                       | true",
                "{'$or':[{'a':['1']},{'b':['2']}]}                  | a:=2;b:=1                  | false",
                "{'c':['3'],'$or':[{'a':['1']},{'b':['2']}]}        | a:=1;b:=2                  | false",
                "{'c':['3'],'$or':[{'a':['1']},{'b':['2']}]}        | a:=1;c:=3                  | true",
                "{'a.b':['1']}                                      | a.b:=1                     | true"
            })
    void policiesOfAttributes(String policy, String attributes, boolean wanted) {
        String spec = attributes == null ? "" : attributes.replace('\'', '"');
        Notification message = Fixtures.message("a body", attributes(spec));
        assertThat(wanted("MessageAttributes", policy.replace('\'', '"'), message))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'store':['shop']}                         | {'store':'shop'}                        | true",
                "{'store':['shop']}                         | {'store':'other'}                       | false",
                "{'store':['shop']}                         | store=shop                              | false",
                "{'store':['shop']}                         | ['shop']                                | false",
                "{'a':{'b':{'c':['x']}}}                    | {'a':{'b':{'c':'x'}}}                   | true",
                "{'a':{'b':{'c':['x']}}}                    | {'a':{'b':'x'}}                         | false",
                "{'a':{'b':['x']}}                          | {'a':[{'b':'y'},{'b':'x'}]}             | true",
                "{'n':[{'numeric':['>=',10,'<',20]}]}       | {'n':12.5}                              | true",
                "{'n':[{'numeric':['>=',10,'<',20]}]}       | {'n':'12.5'}                            | false",
                "{'flag':[true]}                            | {'flag':true}                           | true",
                "{'flag':[null]}                            | {'flag':null}                           | true",
                "{'a':{'b':[{'exists':false}]}}             | {'a':{'c':1}}                           | true",
                "{'a':{'b':[{'exists':false}]}}             | {'a':{'b':1}}                           | false",
                "{'name':[{'wildcard':'*.png'}]}            | {'name':'cat.png'}                      | true",
                "{'name':[{'wildcard':'*.png'}]}            | {'name':'cat.jpg'}                      | false",
                "{'x':['1'],'$or':[{'a':{'b':[1]}},{'c':[2]}]} | {'x':'1','a':{'b':1}}                | true",
                "{'x':['1'],'$or':[{'a':{'b':[1]}},{'c':[2]}]} | {'x':'1','a':{'b':2},'c':3}          | false"
            })
    void policiesOfBodies(String policy, String body, boolean wanted) {
        Notification message = Fixtures.message(body.replace('\'', '"'), Map.of());
        assertThat(wanted("MessageBody", policy.replace('\'', '"'), message)).isEqualTo(wanted);
    }
}
