// Which endpoint a command is about.
import type { Client } from '../../../shared/contract/document.ts';
import type { ClientId, ServerId, TapId } from '../../../shared/contract/fields.ts';
import type { Server, Tap } from '../../../shared/contract/records.ts';
import { clientTitle } from '../../actions/client-actions.ts';
import { subjectNow } from '../../commands/subject.ts';
import { focusedElement } from '../../commands/surface-store.ts';
import { useMocks } from '../../mocks/mocks-store.ts';
import { connectionNow, useLab } from '../../state/lab-store.ts';
import { useView } from '../../state/view-store.ts';
import { clientKey, type EndpointKey, serverKey, tapKey, useSidebar } from './sidebar-store.ts';

/** An endpoint as the lab has it now. A tap comes with the server it listens with. */
export type Endpoint =
  | { readonly kind: 'server'; readonly key: EndpointKey; readonly server: Server }
  | { readonly kind: 'client'; readonly key: EndpointKey; readonly client: Client }
  | { readonly kind: 'tap'; readonly key: EndpointKey; readonly tap: Tap; readonly server: Server };
export type Listener = Exclude<Endpoint, { kind: 'client' }>;

export function endpointOf(key: string | undefined): Endpoint | undefined {
  if (key === undefined) return undefined;
  const { servers, taps, document } = useLab.getState().lab;
  const id = Number(key.slice(1));
  if (key.startsWith('c')) {
    const client = document.clients.find(({ clientId }) => clientId === id);
    return client && { kind: 'client', key: clientKey(id as ClientId), client };
  }
  const tap = key.startsWith('t') ? taps.get(id as TapId) : undefined;
  const server = servers.get(tap ? tap.serverId : (id as ServerId));
  if (!server) return undefined;
  if (tap) return { kind: 'tap', key: tapKey(tap.tapId), tap, server };
  return key.startsWith('s') ? listenerOf(server) : undefined;
}

/** A server as the endpoint it is, or the tap it belongs to. */
const listenerOf = ({ serverId, tapId }: Server): Endpoint | undefined => {
  if (tapId !== undefined) return endpointOf(tapKey(tapId));
  const server = useLab.getState().lab.servers.get(serverId);
  return server && { kind: 'server', key: serverKey(serverId), server };
};

export const endpointName = (endpoint: Endpoint): string =>
  endpoint.kind === 'client'
    ? clientTitle(endpoint.client)
    : (endpoint.kind === 'tap' ? endpoint.tap : endpoint.server).name;

const CONNECTION_PANES = '[data-testid=connections-pane], [data-testid=inspector]';

/** What had the focus in the sidebar. */
const focusedKey = (focused: Element | null) =>
  focused?.closest<HTMLElement>('[data-endpoint-item]')?.dataset.endpointItem;

/** The mock that is open while Mocks is shown: the chosen one, or the first. */
function mockInView(): Endpoint | undefined {
  const { view, serverId } = useMocks.getState();
  if (view !== 'mocks') return undefined;
  const { servers } = useLab.getState().lab;
  const chosen = serverId === undefined ? undefined : servers.get(serverId);
  if (chosen) return listenerOf(chosen);
  const ids = ownServers().map((server) => server.serverId);
  return ids.length === 0 ? undefined : endpointOf(serverKey(Math.min(...ids) as ServerId));
}

/** Servers that are no taps. */
const ownServers = () => [...useLab.getState().lab.servers.values()].filter(({ tapId }) => tapId === undefined);

/** The server, or the tap, that has accepted the selected connection. */
function ofSelectedConnection(): Endpoint | undefined {
  const { selected } = useView.getState();
  const end = selected === undefined ? undefined : connectionNow(selected)?.server;
  const { sockets, servers } = useLab.getState().lab;
  const serverId = end === undefined ? undefined : sockets.get(end)?.serverId;
  const server = serverId === undefined ? undefined : servers.get(serverId);
  return server && listenerOf(server);
}

/** The only server; without servers, the only endpoint. */
function theOnlyOne(): Endpoint | undefined {
  const { taps, document } = useLab.getState().lab;
  const own = ownServers();
  if (own.length > 0) return own.length === 1 && own[0] ? listenerOf(own[0]) : undefined;
  const keys = [...[...taps.keys()].map(tapKey), ...document.clients.map(({ clientId }) => clientKey(clientId))];
  return keys.length === 1 ? endpointOf(keys[0]) : undefined;
}

/**
 * The endpoint a person means, of those that `fits`: what a menu was opened on; else what has the focus in the sidebar, the
 * mock in view, the server of the connection that is worked with, what was selected last, or the only one.
 */
export function endpointInMind<E extends Endpoint = Endpoint>(
  fits: (endpoint: Endpoint) => endpoint is E = (endpoint): endpoint is E => true,
  focused: Element | null = focusedElement(),
): E | undefined {
  const subject = subjectNow();
  if (subject?.none) return undefined;
  const { selected, selectedLast } = useSidebar.getState();
  const chosen = () => endpointOf(selected);
  const atConnection = focused?.closest(CONNECTION_PANES) != null;
  const places = subject?.endpoint
    ? [() => endpointOf(subject.endpoint)]
    : [
        () => endpointOf(focusedKey(focused)),
        mockInView,
        ...(selectedLast && !atConnection ? [chosen, ofSelectedConnection] : [ofSelectedConnection, chosen]),
        theOnlyOne,
      ];
  for (const place of places) {
    const endpoint = place();
    if (endpoint && fits(endpoint)) return endpoint;
  }
  return undefined;
}

const listens = (endpoint: Endpoint): endpoint is Listener => endpoint.kind !== 'client';

/** The server or tap a person means. */
export const listenerInMind = () => endpointInMind<Listener>(listens);
