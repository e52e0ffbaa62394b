import type { Failure } from '../../../shared/contract/failures.ts';

type Mode = 'tcp' | 'path' | 'fd';

/** The field a refusal is about, or undefined when it is about none. */
export function fieldOfFailure({ code, nodeMessage = '' }: Failure, mode: Mode): string | undefined {
  const named = /["'](?:options\.)?(\w+)[^"']*["']/u.exec(nodeMessage)?.[1];
  switch (code) {
    case 'ERR_SOCKET_BAD_PORT':
      return nodeMessage.includes('localPort') ? 'localPort' : 'port';
    case 'EADDRINUSE':
    case 'EACCES':
      return mode === 'path' ? 'path' : 'port';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'host';
    case 'PATH_TOO_LONG':
      return 'path';
    case 'EINVAL':
    case 'ERR_MISSING_ARGS':
      return mode === 'tcp' ? 'port' : mode;
    case 'ERR_INVALID_IP_ADDRESS':
      return 'localAddress';
    case 'ERR_INVALID_ADDRESS':
      return 'blockList';
    case 'ERR_INVALID_FD_TYPE':
    case 'ENOTSOCK':
    case 'FD_IN_USE':
      return 'fd';
    default:
      return named === 'options' ? (mode === 'tcp' ? 'port' : mode) : (aliases[named ?? ''] ?? named);
  }
}

/** Node names some values otherwise than the contract. */
const aliases: Readonly<Record<string, string>> = {
  msecs: 'timeoutMs',
  chunk: 'data',
  address: 'blockList',
  start: 'blockList',
  prefix: 'blockList',
  everyMs: 'autoReconnect',
  times: 'autoReconnect',
  readableHighWaterMark: 'highWaterMark',
  writableHighWaterMark: 'highWaterMark',
  end: 'blockList',
  subnet: 'blockList',
  net: 'blockList',
};
