// `kernel.details`: what `ss` says of one socket, and what is said where it says nothing that is understood.
import { chmodSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hangingPort } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';
import { parseSs } from './details.ts';

/** Recorded, iproute2 6.1, Linux 6.18. */
const recorded =
  'ESTAB 0      5               127.0.0.1:34348          127.0.0.1:42951 ino:6905761 sk:1 cgroup:/ <-> ts sack bbr wscale:10,7 rto:204 backoff:2 rtt:0.026/0.014 ato:40 mss:32768 pmtu:65535 rcvmss:536 advmss:65483 cwnd:11 ssthresh:7 bytes_sent:5 bytes_retrans:10 bytes_acked:6 segs_out:3 segs_in:2 data_segs_out:1 bbr:(bw:20164921872bps,mrtt:0.013,pacing_gain:2.88672,cwnd_gain:2.88672) send 110907076923bps lastsnd:108 lastrcv:108 lastack:108 pacing_rate 267339727488bps delivery_rate 20164923072bps delivered:2 app_limited busy:12ms rwnd_limited:4ms(30.5%) unacked:1 retrans:1/3 lost:1 reordering:8 rcv_rtt:1.5 rcv_space:65495 rcv_ssthresh:65495 minrtt:0.013 snd_wnd:65536 something_new:7';
const older =
  'ESTAB 0 0 [::ffff:127.0.0.1]:42951 [::ffff:127.0.0.1]:34348 ino:6905762 sk:2 <-> cubic wscale:7,7 rto:201 rtt:0.5/0.25 mss:1448 cwnd:10 send 231.7Mbps lastsnd:9 pacing_rate 463.4Mbps';

test('numbers, pairs, units, words', () => {
  const details = parseSs(recorded);
  expect(details).toMatchObject({
    state: 'ESTABLISHED',
    congestion: 'bbr',
    flags: ['ts', 'sack', 'app_limited'],
    recv_q: 0,
    send_q: 5,
    rtt: 0.026,
    rttvar: 0.014,
    rto: 204,
    backoff: 2,
    cwnd: 11,
    ssthresh: 7,
    retrans: 1,
    retrans_total: 3,
    snd_wscale: 10,
    rcv_wscale: 7,
    send_rate: 110907076923,
    pacing_rate: 267339727488,
    busy: 12,
    rwnd_limited: 4,
    minrtt: 0.013,
    others: { something_new: 7 },
  });
  expect(parseSs(older)).toMatchObject({
    congestion: 'cubic',
    flags: [],
    send_rate: 231.7e6,
    pacing_rate: 463.4e6,
    rtt: 0.5,
  });
});

test('a socket without numbers has none', () => {
  expect(parseSs('TIME-WAIT 0 0 127.0.0.1:55844 127.0.0.1:39393 ino:0 sk:3')).toEqual({
    state: 'TIME_WAIT',
    recv_q: 0,
    send_q: 0,
    flags: [],
    others: {},
  });
});

test('lines of another kind are refused in words', () => {
  for (const line of ['', 'Netid State Recv-Q', 'VERBUNDEN 0 0 a b', 'ESTAB x 0 a b']) {
    expect(() => parseSs(line)).toThrow('ss has answered in another form than expected.');
  }
});

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('the numbers of both ends of a connection, and of one that is being dialled', async () => {
    await using lab = await TestLab.open();
    const { client, accepted } = await lab.pair();
    await lab.call('socket.write', { socketId: client, data: 'hello' });
    await lab.socketWhen(accepted, (s) => s.counts.bytesRead === 5);
    const ours = await lab.call('kernel.details', { socketId: client });
    expect(ours).toMatchObject({ state: 'ESTABLISHED', bytes_sent: 5 });
    expect(ours.rtt).toBeGreaterThan(0);
    expect(ours.cwnd).toBeGreaterThan(0);
    expect(await lab.call('kernel.details', { socketId: accepted })).toMatchObject({ bytes_received: 5 });
    const target = { port: await hangingPort(lab), host: '127.0.0.1' };
    const { socketId } = await lab.call('socket.connect', { target });
    await lab.event('socket.connectionAttempt', (e) => e.socketId === socketId);
    expect(await lab.call('kernel.details', { socketId })).toMatchObject({ state: 'SYN_SENT', segs_out: 1 });
  });

  test('what has no such numbers says why', async () => {
    await using lab = await TestLab.open();
    const why = async (socketId: unknown) => {
      const { code, why: reason } = await lab.refused('kernel.details', { socketId });
      return [code, reason];
    };
    expect(await why(99)).toEqual(['UNKNOWN_SOCKET', undefined]);
    const path = lab.path('s.sock');
    await lab.call('server.listen', { listen: { path } });
    const [code, unix] = await why(await lab.dial({ path }));
    expect([code, unix]).toEqual(['NO_KERNEL_DETAILS', expect.stringContaining('A UNIX socket has no such numbers')]);
    const { socketId } = await lab.call('socket.create', { target: { port: 9 } });
    expect((await why(socketId))[1]).toBe('It has not been dialled yet.');
    const { client } = await lab.pair();
    await lab.call('socket.resetAndDestroy', { socketId: client });
    await lab.event('socket.close', (e) => e.socketId === client);
    expect((await why(client))[1]).toBe('The kernel has no connection for this socket any more.');
  });

  test('ss that is missing, fails, or talks of something else is named', async () => {
    const script = async (lab: TestLab, text: string) => {
      const ss = lab.path(`ss-${text.length}`);
      writeFileSync(ss, `#!/bin/sh\n${text}\n`);
      chmodSync(ss, 0o755);
      await using other = await TestLab.open({ kernel: { ss } });
      const { client } = await other.pair();
      return (await other.refused('kernel.details', { socketId: client })).why;
    };
    await using lab = await TestLab.open({ kernel: { ss: '/nowhere/ss' } });
    const { client } = await lab.pair();
    expect((await lab.refused('kernel.details', { socketId: client })).why).toBe(
      'The program /nowhere/ss (of iproute2) is not installed.',
    );
    expect(await script(lab, 'echo no permission >&2; exit 3')).toContain('has failed: no permission');
    expect(await script(lab, 'echo Hallo Welt')).toBe('ss has answered in another form than expected.');
  });
});
