package dev.hikyaku.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.api.Services.Answer;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which service and which protocol a request reaches, and how each has its errors. */
class DispatcherTest {
    private static final String QUEUES = "http://queues/";
    private static final String TOPICS = "http://topics/";

    @Test
    void theTargetsPrefixNamesTheService() {
        Answer queues = Services.json("Queues.Send", "{\"Name\":\"a\",\"Texts\":[]}");
        assertThat(queues.text()).isEqualTo("{\"Name\":\"a\"}");
        assertThat(queues.response().contentType()).isEqualTo("application/x-amz-json-1.0");
        Answer events = Services.json("Events.PutEvents", "{\"Name\":\"a\",\"Texts\":[]}");
        assertThat(events.text()).isEqualTo("{\"Name\":\"a\",\"Texts\":[]}");
        assertThat(events.response().contentType()).isEqualTo("application/x-amz-json-1.1");
    }

    @Test
    void theActionNamesAServiceOfTheQueryProtocol() {
        assertThat(Services.form("Action=Publish").text()).contains(TOPICS);
        assertThat(Services.form("Action=Publish&Version=2012-11-05").text()).contains(TOPICS);
        assertThat(Services.form("Action=Send").text()).contains(QUEUES);
        assertThat(Services.form("Action=SetSMSAttributes").text()).contains(TOPICS);
    }

    @ParameterizedTest
    @CsvSource({
        "Action=AddPermission&Version=2010-03-31, sqs, http://topics/",
        "Action=AddPermission&Version=2012-11-05, sns, http://queues/",
        "Action=AddPermission&Version=1999-01-01, sns, http://topics/",
        "Action=AddPermission, sns, http://topics/",
        "Action=AddPermission, sqs, http://queues/",
        "Action=AddPermission, other, http://queues/",
        "Action=AddPermission, , http://queues/",
        "Action=Unknown, , http://queues/",
        "Action=Unknown, sns, http://topics/",
        "Action=Unknown&Version=2010-03-31, , http://topics/"
    })
    void versionAndThenCredentialTellServicesApart(
            String form, @Nullable String credential, String namespace) {
        FakeCaller caller =
                credential == null ? FakeCaller.UNSIGNED : FakeCaller.signedFor(credential);
        assertThat(Services.form(form, caller).text()).contains("xmlns=\"" + namespace + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "Action=ConfirmSubscription&Name=a&Token=t, ConfirmSubscriptionResult",
        "Action=Unsubscribe&Name=a, UnsubscribeResult"
    })
    void linksOfNotificationsNeedNoSignature(String query, String result) {
        var request = new ApiRequest("GET", "localhost", "/", query, null, null, new byte[0]);
        assertThat(Services.serve(request, FakeCaller.UNSIGNED).text())
                .contains("<" + result + "><Name>a</Name></" + result + ">");
    }

    @Test
    void errorsOfOnceQueryServicesCarryBothCodes() {
        Answer answer = Services.json("Queues.Fail", "{}");
        assertThat(answer.response().status()).isEqualTo(400);
        assertThat(answer.response().queryError()).isEqualTo("RequestThrottled;Sender");
        assertThat(answer.tree().path("__type").asString())
                .isEqualTo("com.example#RequestThrottled");
        assertThat(answer.tree().path("message").asString()).isEqualTo("is too much");
    }

    @Test
    void commonErrorsHaveTheServicesNames() {
        Answer common = Services.json("Events.Fail", "{}");
        assertThat(common.response().status()).isEqualTo(418);
        assertThat(common.response().queryError()).isNull();
        assertThat(common.tree().path("__type").asString()).isEqualTo("OwnRequestThrottled");
        Answer own = Services.json("Events.Fail", "{\"Name\":\"own\"}");
        assertThat(own.response().status()).isEqualTo(402);
        assertThat(own.tree().path("__type").asString()).isEqualTo("Mine");
        assertThat(Services.form("Action=Publish&Data=%25").text())
                .contains("<Code>OwnMalformedInput</Code>");
    }

    @Test
    void actionsThatOnlyAwsHasAreUnsupportedAndOthersInvalid() {
        assertThat(Services.json("Events.CreateEndpoint", "{}").text())
                .contains("OwnUnsupportedOperation", "CreateEndpoint is not supported");
        assertThat(Services.form("Action=SetSMSAttributes").text())
                .contains("UnsupportedOperation</Code>");
        assertThat(Services.json("Events.Nonsense", "{}").text()).contains("OwnInvalidAction");
        assertThat(Services.json("Nobody.Send", "{}").text())
                .contains("com.example#InvalidAction", "Nobody.Send");
    }

    @Test
    void refusalsAreInTheRequestsOwnProtocol() {
        var error = new ServiceException(ErrorCode.REQUEST_TIMEOUT, "too slow");
        assertThat(refused("/", "Events.PutEvents", FakeCaller.UNSIGNED, error))
                .contains("\"__type\":\"OwnRequestTimeout\"");
        assertThat(refused("/things/a", null, FakeCaller.UNSIGNED, error))
                .isEqualTo("{\"Message\":\"too slow\"}");
        assertThat(refused("/", null, FakeCaller.signedFor("sns"), error))
                .contains(TOPICS, "<Code>OwnRequestTimeout</Code>");
        assertThat(refused("/", null, FakeCaller.UNSIGNED, error))
                .contains(QUEUES, "<Code>RequestTimeout</Code>");
    }

    private static String refused(
            String path, @Nullable String target, Caller caller, ServiceException error) {
        var request = new ApiRequest("POST", "localhost", path, "", null, target, new byte[0]);
        return new String(
                Services.DISPATCHER.refuse(request, caller, error).body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"PUT, , MethodNotAllowed", "GET, Queues.Send, MethodNotAllowed"})
    void otherMethodsAreNotAllowed(String method, @Nullable String target, String code) {
        var request = new ApiRequest(method, "localhost", "/", "", null, target, new byte[0]);
        Answer answer = Services.serve(request, FakeCaller.UNSIGNED);
        assertThat(answer.response().status()).isEqualTo(405);
        assertThat(answer.text()).contains(code);
    }

    @Test
    void aLoneServiceAnswersWhatIsForNobody() {
        var alone = new Dispatcher(java.util.List.of(Services.SCHEDULES));
        var request =
                new ApiRequest("POST", "localhost", "/", "", null, "Queues.Send", new byte[0]);
        ApiResponse answer = alone.serve(request, FakeCaller.UNSIGNED).toCompletableFuture().join();
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("OwnInvalidAction");
    }
}
