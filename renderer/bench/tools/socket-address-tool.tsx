import { useState } from 'react';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import style from './tools.module.css';
import { failureLine, useAnswer } from './use-answer.ts';

/** Builds a `net.SocketAddress` and shows how Node has normalised it. */
export function SocketAddressTool() {
  const [address, setAddress] = useState('');
  const [family, setFamily] = useState('');
  const [port, setPort] = useState('');
  const [flowlabel, setFlowlabel] = useState('');
  const params = {
    ...(address !== '' && { address }),
    ...(family !== '' && { family }),
    ...(port !== '' && { port: asNumber(port) }),
    ...(flowlabel !== '' && { flowlabel: asNumber(flowlabel) }),
  };
  const { result, failure } = useAnswer('socketAddress.create', params);
  return (
    <div className={style.tool}>
      <div className={style.fields}>
        <TextField
          title="Address"
          nodeName="address"
          value={address}
          placeholder={family === 'ipv6' ? '::' : '127.0.0.1'}
          testId="sa-address"
          onChange={setAddress}
        />
        <ChoiceField
          title="Family"
          nodeName="family"
          value={family}
          testId="sa-family"
          choices={[
            { value: '', title: 'Default (ipv4)' },
            { value: 'ipv4', title: 'ipv4' },
            { value: 'ipv6', title: 'ipv6' },
          ]}
          onChange={setFamily}
        />
        <TextField
          title="Port"
          nodeName="port"
          numeric
          value={port}
          placeholder="0"
          testId="sa-port"
          onChange={setPort}
        />
        <TextField
          title="Flow label"
          nodeName="flowlabel"
          numeric
          value={flowlabel}
          placeholder="0"
          testId="sa-flowlabel"
          onChange={setFlowlabel}
        />
      </div>
      <p className={style.call}>
        <code>new net.SocketAddress({JSON.stringify(params)})</code>
      </p>
      {failure ? (
        <p className={style.error} role="alert">
          {failureLine(failure)}
        </p>
      ) : (
        result && (
          <table className={style.table} data-testid="sa-result">
            <caption className="visually-hidden">The address as Node has normalised it</caption>
            <tbody>
              {Object.entries(result).map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{String(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      )}
    </div>
  );
}

/** A number where it is one; else the text, for Node to refuse. */
const asNumber = (text: string) => (Number.isNaN(Number(text)) ? text : Number(text));
