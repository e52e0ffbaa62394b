import { expect, test } from 'vitest';
import { reachable, terminalCommand } from './terminal-command.ts';

test('M10 the command that connects to a server: nc, nc -U, socat, quoted for a shell', () => {
  expect(terminalCommand({ address: '127.0.0.1', family: 'IPv4', port: 7007 })).toBe('nc 127.0.0.1 7007');
  expect(terminalCommand({ address: '::', family: 'IPv6', port: 7007 })).toBe('nc ::1 7007');
  expect(terminalCommand({ address: '0.0.0.0', family: 'IPv4', port: 7007 })).toBe('nc 127.0.0.1 7007');
  expect(terminalCommand('/tmp/echo.sock')).toBe('nc -U /tmp/echo.sock');
  expect(terminalCommand('/tmp/it’s a $(trap).sock')).toBe("nc -U '/tmp/it’s a $(trap).sock'");
  expect(terminalCommand("/tmp/it's.sock")).toBe("nc -U '/tmp/it'\\''s.sock'");
  expect(terminalCommand('\0name')).toBe('socat - ABSTRACT-CONNECT:name');
  expect(terminalCommand(null)).toBeUndefined();
  expect(reachable('192.168.1.5')).toBe('192.168.1.5');
});
