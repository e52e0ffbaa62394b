import net from 'node:net';
import type { Method } from '../../../shared/contract/methods.ts';
import type { Handlers } from '../../../shared/contract/serve.ts';
import { buildBlockList, isBlocked } from '../block-list.ts';
import { chunkFilter, readCapture } from '../capture/read-capture.ts';
import { searchCaptures } from '../capture/search-captures.ts';
import type { Caller, Core } from '../core.ts';
import { refusal, refusalOf } from '../failures.ts';
import { nodeError, plainZero } from '../node-rules.ts';

type ToolMethod = Extract<
  Exclude<Method, 'net.addresses' | 'capture.find'>,
  `net.${string}` | `blockList.${string}` | `socketAddress.${string}` | `capture.${string}`
>;

/** The functions of the `net` module that need no socket, and the capture. */
export function toolHandlers(core: Core): Pick<Handlers<Caller>, ToolMethod> {
  return {
    'capture.read': ({ socketId, decode, only, ...options }) => {
      const row = core.sockets.get(socketId);
      if (!row) throw refusal('UNKNOWN_SOCKET');
      const encoding = decode ? (row.encoding ?? 'utf8') : undefined;
      const wanted = only && chunkFilter(only);
      return readCapture(row.capture, {
        ...options,
        encoding,
        wanted,
        ended: (life) => row.endedLives.includes(life),
      });
    },
    'capture.search': ({ patterns, lastBytes, socketIds }) => {
      const rows = socketIds?.flatMap((socketId) => core.sockets.get(socketId) ?? []) ?? [...core.sockets.values()];
      const needles = patterns.map((pattern) => Buffer.from(pattern, 'base64'));
      return searchCaptures(rows, needles, lastBytes);
    },
    'capture.configure': ({ socketId, ...settings }) => {
      const row = socketId === undefined ? undefined : core.sockets.get(socketId);
      if (socketId !== undefined && !row) throw refusal('UNKNOWN_SOCKET');
      core.captures.configure(settings, row?.capture);
      return {};
    },
    'net.isIP': ({ input }) => ({ result: ipVersion(input) }),
    'net.isIPv4': ({ input }) => ({ result: ipVersion(input) === 4 }),
    'net.isIPv6': ({ input }) => ({ result: ipVersion(input) === 6 }),
    'net.getDefaultAutoSelectFamily': () => ({ value: net.getDefaultAutoSelectFamily() }),
    'net.setDefaultAutoSelectFamily': ({ value }) => {
      judged(() => net.setDefaultAutoSelectFamily(value as boolean));
      return { value: net.getDefaultAutoSelectFamily() };
    },
    'net.getDefaultAutoSelectFamilyAttemptTimeout': () => ({ value: net.getDefaultAutoSelectFamilyAttemptTimeout() }),
    'net.setDefaultAutoSelectFamilyAttemptTimeout': ({ value }) => {
      judged(() => net.setDefaultAutoSelectFamilyAttemptTimeout(value as number));
      return { value: net.getDefaultAutoSelectFamilyAttemptTimeout() };
    },
    'blockList.check': ({ rules, address, family }) =>
      judged(() => {
        const list = buildBlockList(rules);
        if (typeof address !== 'string') throw wrongType('address', 'string', address);
        return {
          blocked: isBlocked(list, address, family as 'ipv4' | 'ipv6' | undefined),
          rules: list.rules as string[],
        };
      }),
    'socketAddress.create': (params) => judged(() => makeSocketAddress(params)),
  };
}

/** `net.isIP()`, which makes text of its argument; what cannot become text is no address either. */
function ipVersion(input: unknown): number {
  try {
    return net.isIP(input as string);
  } catch {
    return 0;
  }
}

/**
 * `new net.SocketAddress()` with what would abort the whole process on Node 20 (a string for a number reaches a native
 * assertion, net-behaviours section 0.6) turned into a number or refused, by the rules of the newest Node.
 */
function makeSocketAddress(given: { address?: unknown; family?: unknown; flowlabel?: unknown; port?: unknown }) {
  const { address, family, flowlabel, port } = given;
  if (address !== undefined && typeof address !== 'string') throw wrongType('options.address', 'string', address);
  if (family !== undefined && typeof family !== 'string') {
    throw nodeError(
      'ERR_INVALID_ARG_VALUE',
      `The property 'options.family' is invalid. Received ${JSON.stringify(family)}`,
    );
  }
  const made = new net.SocketAddress({
    ...(address !== undefined && { address }),
    ...(family !== undefined && { family: family as 'ipv4' | 'ipv6' }),
    ...(port !== undefined && { port: plainZero(portNumber(port)) }),
    ...(flowlabel !== undefined && { flowlabel: plainZero(flowNumber(flowlabel)) }),
  });
  return { address: made.address, family: made.family, flowlabel: made.flowlabel, port: made.port };
}

function portNumber(port: unknown): number {
  const text = typeof port === 'string' && port.trim() !== '' ? Number(port) : port;
  if (typeof text === 'number' && Number.isInteger(text) && text >= 0 && text <= 65_535) return text;
  throw nodeError(
    'ERR_SOCKET_BAD_PORT',
    `options.port should be >= 0 and < 65536. Received ${JSON.stringify(port)}.`,
    RangeError,
  );
}

function flowNumber(flowlabel: unknown): number {
  if (typeof flowlabel !== 'number') throw wrongType('options.flowlabel', 'number', flowlabel);
  if (Number.isInteger(flowlabel) && flowlabel >= 0 && flowlabel <= 0xffff_ffff) return flowlabel;
  throw nodeError(
    'ERR_OUT_OF_RANGE',
    `The value of "options.flowlabel" is out of range. It must be >= 0 && <= 4294967295. Received ${flowlabel}`,
    RangeError,
  );
}

function judged<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw refusalOf(error);
  }
}

const wrongType = (name: string, type: string, value: unknown) =>
  nodeError(
    'ERR_INVALID_ARG_TYPE',
    `The "${name}" argument must be of type ${type}. Received ${JSON.stringify(value)}`,
  );
