package dev.hikyaku.api.sqs;

import dev.hikyaku.model.ServiceException;

/** Why one entry of a batch was refused. Its code is the query protocol's, in JSON as well. */
record BatchResultErrorEntry(String id, boolean senderFault, String code, String message) {
    static BatchResultErrorEntry of(String id, ServiceException error) {
        return new BatchResultErrorEntry(
                id, error.code().senderFault(), error.code().queryCode(), error.getMessage());
    }
}
