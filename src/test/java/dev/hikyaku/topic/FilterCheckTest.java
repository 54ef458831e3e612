package dev.hikyaku.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ServiceException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterCheckTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':'x'}                              | \"a\" must be an object or an array",
                "{'a':[]}                               | Empty arrays are not allowed",
                "{'a':{'b':['x']}}                      | does not support nested filter policy",
                "{'a':['1'],'b':['1'],'c':['1'],'d':['1'],'e':['1'],'f':['1']} | more than 5 keys",
                "{'a':[1000000001]}                     | between -1.0E9 and 1.0E9",
                "{'a':[{'numeric':['<',-2e9]}]}         | between -1.0E9 and 1.0E9",
                "{'a':[0.123456]}                       | 5 digits after the decimal point",
                "{'a':[{'numeric':['<','100']}]}        | Value of < must be numeric",
                "{'a':[{'numeric':['!',100]}]}          | Unrecognized numeric range operator",
                "{'a':[{'numeric':[]}]}                 | Invalid member in numeric match",
                "{'a':[{'numeric':['>',5,'<',1]}]}      | Bottom must be less than top",
                "{'a':[{'exists':'yes'}]}               | exists match pattern must be either true or false",
                "{'a':[{'nearly':'x'}]}                 | Unrecognized match type nearly",
                "{'a':[{'prefix':7}]}                   | prefix match pattern must be",
                "{'a':[['x']]}                          | Match value must be",
                "{'a':[{'prefix':'x','suffix':'y'}]}    | Only one key allowed",
                "[1]                                    | failed to parse JSON",
                "{'a':['x']                             | failed to parse JSON",
                "{'a':['x'],'a':['y']}                  | failed to parse JSON"
            })
    void isRefused(String policy, String words) {
        assertThatThrownBy(() ->
                        FilterPolicy.check(
                                policy.replace('\'', '"'), FilterPolicy.Scope.MESSAGE_ATTRIBUTES))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("Invalid parameter: FilterPolicy: ")
                .hasMessageContaining(words);
    }

    private static String values(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"v" + i + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void combinationsOfAttributesAreTheProductOfTheLists() {
        String fits = "{\"a\":%s,\"b\":%s,\"c\":%s}".formatted(values(5), values(5), values(6));
        assertThat(FilterPolicy.check(fits, FilterPolicy.Scope.MESSAGE_ATTRIBUTES).json())
                .isEqualTo(fits);
        String more = "{\"a\":%s}".formatted(values(151));
        assertThatThrownBy(() -> FilterPolicy.check(more, FilterPolicy.Scope.MESSAGE_ATTRIBUTES))
                .hasMessageContaining("Filter policy is too complex");
    }

    @Test
    void inBodiesEachListCountsTimesItsDepth() {
        // the developer guide's example: 4 x 3 levels x 3 x 2 levels = 72
        String nested =
                "{\"a\":{\"b\":{\"c\":%s}},\"d\":{\"e\":%s}}".formatted(values(4), values(3));
        FilterPolicy.check(nested, FilterPolicy.Scope.MESSAGE_BODY);
        String more = "{\"a\":{\"b\":{\"c\":%s}},\"d\":{\"e\":%s}}".formatted(values(9), values(3));
        assertThatThrownBy(() -> FilterPolicy.check(more, FilterPolicy.Scope.MESSAGE_BODY))
                .hasMessageContaining("Filter policy is too complex");
    }

    @Test
    void alternativesAddUp() {
        String policy = "{\"$or\":[{\"a\":%s},{\"b\":%s}]}".formatted(values(75), values(75));
        FilterPolicy.check(policy, FilterPolicy.Scope.MESSAGE_ATTRIBUTES);
        String more = "{\"$or\":[{\"a\":%s},{\"b\":%s}]}".formatted(values(75), values(76));
        assertThatThrownBy(() -> FilterPolicy.check(more, FilterPolicy.Scope.MESSAGE_ATTRIBUTES))
                .hasMessageContaining("Filter policy is too complex");
    }
}
