package io.devopslab.cloud.service.s3;

import java.nio.ByteBuffer;
import software.amazon.awssdk.checksums.SdkChecksum;

/**
 * The 64-bit cyclic redundancy check of the NVM Express specification, which S3 uses by default. The SDK has it in
 * native code only. Eight bytes are taken at a time.
 */
final class Crc64Nvme implements SdkChecksum {

    private static final long POLYNOMIAL = 0x9A6C_9329_AC4B_C9B5L;
    private static final long[][] TABLES = tables();

    private long crc = -1;

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ POLYNOMIAL;
            }
            tables[0][i] = value;
        }
        for (int i = 0; i < 256; i++) {
            for (int table = 1; table < 8; table++) {
                long previous = tables[table - 1][i];
                tables[table][i] = (previous >>> 8) ^ tables[0][(int) previous & 0xFF];
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        crc = (crc >>> 8) ^ TABLES[0][((int) crc ^ b) & 0xFF];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        for (; end - at >= 8; at += 8) {
            long next = crc;
            for (int i = 0; i < 8; i++) {
                next ^= (bytes[at + i] & 0xFFL) << (8 * i);
            }
            crc = 0;
            for (int i = 0; i < 8; i++) {
                crc ^= TABLES[7 - i][(int) (next >>> (8 * i)) & 0xFF];
            }
        }
        for (; at < end; at++) {
            update(bytes[at]);
        }
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public byte[] getChecksumBytes() {
        return ByteBuffer.allocate(Long.BYTES).putLong(getValue()).array();
    }

    @Override
    public void reset() {
        crc = -1;
    }

    @Override
    public void mark(int readLimit) {
        throw new UnsupportedOperationException("This checksum cannot go back.");
    }
}
