package dev.hikyaku.api;

import dev.hikyaku.model.ServiceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list. Its token says where its last item stands in the list's order, so that items
 * which come and go between two pages move nothing.
 *
 * @param nextToken null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextToken) {
    /**
     * Takes a page.
     *
     * @param rest what follows in the list's order; read no further than needed
     * @param max items of the page, at least 1
     * @param position where an item stands, as {@link #position(String)} gives it back
     */
    public static <T> Page<T> of(Stream<T> rest, int max, Function<T, String> position) {
        List<T> found = rest.limit(max + 1L).toList();
        if (found.size() <= max) {
            return new Page<>(found, null);
        }
        List<T> page = found.subList(0, max);
        return new Page<>(page, token(position.apply(page.getLast())));
    }

    /** The token of a page that ends at a position. */
    public static String token(String position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Where the page before ended; null if there was none.
     *
     * @throws ServiceException (InvalidParameterValue) if the token was made by nobody here
     */
    public static @Nullable String position(@Nullable String nextToken) {
        if (nextToken == null) {
            return null;
        }
        try {
            byte[] position = Base64.getUrlDecoder().decode(nextToken);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(position)).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw unknown();
        }
    }

    /** The refusal of a token that no earlier page returned. */
    public static ServiceException unknown() {
        return ServiceException.invalidParameter(
                "NextToken is not one that an earlier page returned.");
    }
}
