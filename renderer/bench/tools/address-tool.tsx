import { useState } from 'react';
import { TextField } from '../../ui/field.tsx';
import { CallLine, quoted } from './call-line.tsx';
import style from './tools.module.css';
import { failureLine, useAnswer } from './use-answer.ts';

/** Whether a text is an IP address, as Node judges it. */
export function AddressTool() {
  const [input, setInput] = useState('');
  const ip = useAnswer('net.isIP', { input });
  const four = useAnswer('net.isIPv4', { input });
  const six = useAnswer('net.isIPv6', { input });
  const version = ip.result?.result;
  return (
    <div className={style.tool}>
      <TextField
        title="Address"
        value={input}
        placeholder="127.0.0.1, ::1, ::ffff:10.0.0.7, fe80::1%eth0"
        testId="tool-address"
        error={failureLine(ip.failure)}
        help="Node judges the spelling only. Nothing is looked up and nothing is connected."
        onChange={setInput}
      />
      <div className={style.calls}>
        <CallLine call={`net.isIP(${quoted(input)})`} testId="is-ip">
          {version}
          {input !== '' && version !== undefined && (version === 0 ? ' – not an IP address' : ` – IPv${version}`)}
        </CallLine>
        <CallLine call={`net.isIPv4(${quoted(input)})`} testId="is-ipv4">
          {String(four.result?.result ?? '')}
        </CallLine>
        <CallLine call={`net.isIPv6(${quoted(input)})`} testId="is-ipv6">
          {String(six.result?.result ?? '')}
        </CallLine>
      </div>
    </div>
  );
}
