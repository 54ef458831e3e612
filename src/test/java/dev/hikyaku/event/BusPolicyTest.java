package dev.hikyaku.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BusPolicyTest {
    private static final BusArn BUS = new BusArn("us-east-1", "000000000000", "b");

    private static String with(String principal) {
        return BusPolicy.with(null, BUS, "s1", "events:PutEvents", principal, null);
    }

    @Test
    void aStatementAllowsAnAccount() {
        assertThat(with("111122223333"))
                .isEqualTo(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"s1\","
                                + "\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},"
                                + "\"Action\":\"events:PutEvents\",\"Resource\":\""
                                + BUS
                                + "\"}]}");
    }

    @Test
    void aStatementMayHaveACondition() {
        String policy =
                BusPolicy.with(
                        null,
                        BUS,
                        "s1",
                        "events:PutEvents",
                        "*",
                        new BusPolicy.Condition("StringEquals", "aws:PrincipalOrgID", "o-1"));
        assertThat(policy)
                .contains("\"Principal\":\"*\"")
                .contains("\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}");
    }

    @Test
    void theSameIdTakesThePlace() {
        String policy =
                BusPolicy.with(with("111122223333"), BUS, "s1", "events:PutEvents", "*", null);
        assertThat(policy).doesNotContain("111122223333").contains("\"*\"");
    }

    @Test
    void theLastStatementTakesThePolicyWithIt() {
        String two = BusPolicy.with(with("*"), BUS, "s2", "events:PutEvents", "*", null);
        String one = BusPolicy.without(two, "s1");
        assertThat(one).contains("s2").doesNotContain("s1");
        assertThat(BusPolicy.without(one, "s2")).isNull();
    }

    @Test
    void whatIsNotThereCannotBeRemoved() {
        assertThatThrownBy(() -> BusPolicy.without(null, "s1"))
                .hasMessage("EventBus does not have a policy.");
        assertThatThrownBy(() -> BusPolicy.without(with("*"), "s2"))
                .hasMessage("Statement with the provided id does not exist.");
    }

    @Test
    void aPolicyIsAnObjectOfTenKilobytes() {
        assertThatThrownBy(() -> BusPolicy.whole("nope"))
                .hasMessage("This policy contains invalid Json");
        assertThatThrownBy(() -> BusPolicy.whole("[]"))
                .hasMessage("This policy contains invalid Json");
        assertThatThrownBy(() -> BusPolicy.whole("{\"a\":\"" + "x".repeat(10_240) + "\"}"))
                .hasMessageContaining("10240 bytes");
    }

    @Test
    void aLonelyStatementIsOneOfAList() {
        String policy =
                BusPolicy.with(
                        "{\"Statement\":{\"Sid\":\"s0\"}}",
                        BUS,
                        "s1",
                        "events:PutEvents",
                        "*",
                        null);
        assertThat(policy).contains("[{\"Sid\":\"s0\"},{\"Sid\":\"s1\"");
    }
}
