package io.devopslab.cloud.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Crc64NvmeTest {

    @Test
    void check_value_of_the_catalogue_of_crcs_comes_out() {
        Crc64Nvme crc = new Crc64Nvme();

        crc.update("123456789".getBytes(StandardCharsets.US_ASCII));

        assertThat(crc.getValue()).isEqualTo(0xAE8B_1486_0A79_9888L);
    }

    @Test
    void bytes_in_a_row_give_the_same_as_bytes_one_by_one() {
        byte[] bytes = new byte[1001];
        new Random(7).nextBytes(bytes);
        Crc64Nvme whole = new Crc64Nvme();
        Crc64Nvme single = new Crc64Nvme();

        whole.update(bytes, 0, bytes.length);
        for (byte b : bytes) {
            single.update(b);
        }

        assertThat(whole.getChecksumBytes()).isEqualTo(single.getChecksumBytes());
    }
}
