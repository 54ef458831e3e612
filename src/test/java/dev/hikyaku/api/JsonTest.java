package dev.hikyaku.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members of every kind in JSON. */
class JsonTest {
    private static Services.Everything read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Services.Everything.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Count':1,'Size':9000000000,'Rate':0.5,'Enabled':false} |",
                "{'StartDate':1767323045.5} |",
                "{'StartDate':-1.25} |",
                "{'StartDate':1.7673230455E9} | {'StartDate':1767323045.5}",
                "{'StartDate':1767323045.000} | {'StartDate':1767323045}",
                "{'StartDate':'2026-01-02T03:04:05Z'} | {'StartDate':1767323045}",
                "{'StartDate':'2026-01-02T05:04:05+02:00'} | {'StartDate':1767323045}",
                "{'Data':'AQI=','Inner':{'Key':'k'}} |",
                "{'Texts':[],'Inners':[{'Set':true}],'Attributes':{'a':'b'}} |",
                "{'Name':'','Other':1} | {'Name':''}"
            })
    void membersComeBackAsTheyWent(String sent, @Nullable String returned) {
        byte[] written = Json.writeWithEmpty(read(sent.replace('\'', '"')));
        assertThat(new String(written, StandardCharsets.UTF_8).replace('"', '\''))
                .isEqualTo(returned == null ? sent : returned);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Count':2147483648} | Count must be an integer of 32 bits",
                "{'Count':'1'} | Count must be an integer of 32 bits",
                "{'Size':9223372036854775808} | Size must be an integer of 64 bits",
                "{'Size':1.5} | Size must be an integer of 64 bits",
                "{'Rate':'x'} | Rate must be a number",
                "{'Enabled':'true'} | Enabled must be true or false",
                "{'Enabled':1} | Enabled must be true or false",
                "{'Name':true} | Name must be a text",
                "{'StartDate':true} | StartDate must be a timestamp",
                "{'StartDate':'tomorrow'} | StartDate must be a timestamp",
                "{'StartDate':1e300} | StartDate must be a timestamp",
                "{'StartDate':1e-999999999} | StartDate must be a timestamp",
                "{'Data':'*'} | Data must be Base64",
                "{'Texts':{}} | Texts must be a list",
                "{'Inners':[{'Set':3}]} | Inners.0.Set must be true or false"
            })
    void aMemberOfAnotherTypeIsNamed(String json, String message) {
        assertThatThrownBy(() -> read(json.replace('\'', '"')))
                .isInstanceOf(ServiceException.class)
                .hasMessage("The value of " + message + ".");
    }
}
