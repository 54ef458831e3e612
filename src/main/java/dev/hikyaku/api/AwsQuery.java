package dev.hikyaku.api;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;

/** AWS Query: the operation in {@code Action}, input as a form, output as XML. */
record AwsQuery(Form form, String requestId, Service service, QueryWire wire) implements Protocol {
    /** The parameter that names the operation. */
    static final String ACTION = "Action";

    private static final String CONTENT_TYPE = "text/xml";

    @Override
    public String operation() {
        String action = form.get(ACTION);
        if (action == null || action.isEmpty()) {
            throw new ServiceException(
                    ErrorCode.MISSING_ACTION,
                    "The request names no operation: neither a parameter Action nor a header X-Amz-Target.");
        }
        return action;
    }

    @Override
    public <I extends Record> I input(Class<I> type) {
        return Json.read(form.toTree(type), type);
    }

    @Override
    public ApiResponse result(String operation, Record output) {
        var xml = new Xml().open(operation + "Response", wire.namespace());
        if (!(output instanceof Empty)) {
            xml.open(operation + "Result").members(output).close(operation + "Result");
        }
        xml.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
        return answer(200, xml.close(operation + "Response"));
    }

    @Override
    public ApiResponse error(ServiceException error) {
        ServiceError code = service.named(error.code());
        var xml =
                new Xml()
                        .open("ErrorResponse", wire.namespace())
                        .open("Error")
                        .element("Type", code.senderFault() ? "Sender" : "Receiver")
                        .element("Code", code.queryCode())
                        .element("Message", error.getMessage())
                        .open("Detail")
                        .close("Detail")
                        .close("Error")
                        .element("RequestId", requestId)
                        .close("ErrorResponse");
        return answer(code.status(), xml);
    }

    private ApiResponse answer(int status, Xml xml) {
        return new ApiResponse(
                status,
                CONTENT_TYPE,
                requestId,
                null,
                null,
                xml.toString().getBytes(StandardCharsets.UTF_8));
    }
}
