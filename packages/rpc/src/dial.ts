import type { ChannelCredentials, ChannelOptions, Client } from '@grpc/grpc-js';
import { CHANNEL_OPTIONS } from './channel.ts';
import { callMetadata, channelCredentials, type TierCredentials } from './credentials.ts';
import { openGrpcLink } from './grpc-link.ts';
import type { Link } from './link.ts';
import type { LocalTransport } from './local-transport.ts';

type ClientClass = new (
  address: string,
  credentials: ChannelCredentials,
  options: ChannelOptions,
) => Client;

/**
 * Reaches an instance at the address under which the registry has it: one that means "here" without
 * leaving the process, any other over gRPC.
 * @throws ParleyError `invalid_request` for a secret that cannot be sent.
 */
export function dialer(
  Client: ClientClass,
  { credentials, local }: { credentials: TierCredentials; local?: LocalTransport | undefined },
): (address: string) => Link {
  const metadata = callMetadata(credentials);
  const channel = channelCredentials(credentials);
  return address =>
    local?.dial(address) ?? openGrpcLink(new Client(address, channel, CHANNEL_OPTIONS), metadata);
}
