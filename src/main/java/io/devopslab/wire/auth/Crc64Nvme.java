package io.devopslab.wire.auth;

import java.util.zip.Checksum;

/** CRC-64/NVME, the checksum of Amazon S3's newer clients, which the JDK does not have. */
final class Crc64Nvme implements Checksum {

    private static final long POLYNOMIAL = 0x9A6C_9329_AC4B_C9B5L; // reflected
    private static final long[] TABLE = table();

    private long remainder = -1L;

    private static long[] table() {
        long[] table = new long[256];
        for (int i = 0; i < table.length; i++) {
            long entry = i;
            for (int bit = 0; bit < 8; bit++) {
                entry = (entry & 1) == 0 ? entry >>> 1 : (entry >>> 1) ^ POLYNOMIAL;
            }
            table[i] = entry;
        }
        return table;
    }

    @Override
    public void update(int b) {
        remainder = TABLE[(int) ((remainder ^ b) & 0xFF)] ^ (remainder >>> 8);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            update(bytes[i]);
        }
    }

    @Override
    public long getValue() {
        return ~remainder;
    }

    @Override
    public void reset() {
        remainder = -1L;
    }
}
