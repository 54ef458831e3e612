package dev.hikyaku.delivery.settings;

/** Which answers say that a message is done. */
public enum Success {
    /** 200 and no other, as Elastic Beanstalk has it. */
    STRICT,

    /** 200 to 299. */
    ANY_2XX {
        @Override
        public String toString() {
            return "2xx";
        }
    }
}
