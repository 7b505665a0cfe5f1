package io.devopslab.cloud.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LoopbackAddressesTest {

    private static final String ID = "0123456789ab";

    @Test
    void one_gets_the_same_place_again_and_no_other_cloud_gets_it_meanwhile() {
        try (LoopbackAddresses first = new LoopbackAddresses();
                LoopbackAddresses second = new LoopbackAddresses()) {
            LoopbackAddresses.Place place = first.lease(ID, Optional.empty());

            assertThat(first.lease(ID, Optional.empty())).isEqualTo(place);
            assertThat(second.lease(ID, Optional.of(place))).isNotEqualTo(place);
        }
    }

    /** The container of a cloud that was killed is removed a moment later, and listens until then. */
    @Test
    void a_place_at_which_somebody_listens_is_not_given_to_a_new_one() throws Exception {
        LoopbackAddresses.Place place;
        try (LoopbackAddresses former = new LoopbackAddresses()) {
            place = former.lease(ID, Optional.empty());
        }
        try (ServerSocket listens = new ServerSocket();
                LoopbackAddresses next = new LoopbackAddresses()) {
            listens.bind(new InetSocketAddress(InetAddress.getByName(place.address()), place.port()));

            assertThat(next.lease(ID, Optional.empty())).isNotEqualTo(place);
        }
        try (LoopbackAddresses next = new LoopbackAddresses()) {
            assertThat(next.lease(ID, Optional.empty())).isEqualTo(place);
        }
    }
}
