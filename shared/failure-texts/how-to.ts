// Explanations that a step of a failure opens: what to type where, for this system.

export type HowToTopic = 'raise-limit' | 'how-to-allow';

export interface HowTo {
  readonly title: string;
  readonly text: readonly string[];
  /** Commands for a terminal, each with what it does. */
  readonly commands: readonly { readonly command: string; readonly does: string }[];
}

/** How to raise the number of open files, or to allow low ports, on a system (`process.platform`). */
export function howTo(topic: HowToTopic, platform: string, limit: number | null, node: string): HowTo {
  return topic === 'raise-limit' ? raiseLimit(platform, limit) : allowLowPorts(platform, node);
}

function raiseLimit(platform: string, limit: number | null): HowTo {
  const text = [
    `Each socket is an open file. This program may have ${limit ?? 'a limited number of'} open files; the limit is set when it starts, so it has to be started anew after the limit was raised.`,
  ];
  if (platform === 'win32') {
    return {
      title: 'How to raise the limit',
      text: ['Windows has no such limit for sockets; memory is the limit there.'],
      commands: [],
    };
  }
  const wanted = Math.max(65_536, (limit ?? 0) * 2);
  const commands = [{ command: `ulimit -n ${wanted}`, does: 'For programs started from this terminal afterwards.' }];
  if (platform === 'darwin') {
    commands.push({
      command: `sudo launchctl limit maxfiles ${wanted} ${wanted * 2}`,
      does: 'For every program, until the computer is restarted.',
    });
  } else {
    commands.push(
      { command: 'ulimit -Hn', does: 'Shows how far the limit can be raised without more rights.' },
      {
        command: `echo "$USER - nofile ${wanted}" | sudo tee /etc/security/limits.d/90-nofile.conf`,
        does: 'For good, after the next log-in (limits.conf(5)). A systemd service needs LimitNOFILE= instead.',
      },
    );
  }
  return { title: 'How to raise the limit', text, commands };
}

function allowLowPorts(platform: string, node: string): HowTo {
  const title = 'How to allow low ports';
  if (platform !== 'linux') {
    return {
      title,
      text: ['This system lets only administrators listen on low ports. Use a port above 1023 and forward to it.'],
      commands: [],
    };
  }
  return {
    title,
    text: [
      'Linux reserves low ports for administrators (ip(7), “ip_unprivileged_port_start”). Either way below allows it without running Socket Lab as root.',
    ],
    commands: [
      {
        command: 'sudo sysctl net.ipv4.ip_unprivileged_port_start=80',
        does: 'Lets every program listen on ports from 80 on, until the computer is restarted.',
      },
      {
        command: `sudo setcap cap_net_bind_service=+ep "${node}"`,
        does: 'Lets this one program listen on any port (capabilities(7)). Start it anew afterwards.',
      },
    ],
  };
}
