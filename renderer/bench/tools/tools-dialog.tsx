import { type ComponentType, type KeyboardEvent, useRef } from 'react';
import { closeSurface, openSurface, type Tool } from '../../commands/surface-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AddressTool } from './address-tool.tsx';
import { BlockListTool } from './block-list-tool.tsx';
import { FamilyTool } from './family-tool.tsx';
import { SocketAddressTool } from './socket-address-tool.tsx';
import style from './tools.module.css';

const tools: readonly { readonly id: Tool; readonly title: string; readonly panel: ComponentType }[] = [
  { id: 'addresses', title: 'IP addresses', panel: AddressTool },
  { id: 'block-list', title: 'Block list', panel: BlockListTool },
  { id: 'socket-address', title: 'Socket address', panel: SocketAddressTool },
  { id: 'family', title: 'Choice of family', panel: FamilyTool },
];

/** Enter in a field: what is asked for is there already. */
const stayOpen = () => {};

/** The parts of `net` that are no connection: checks and builders, each with Node's call. */
export function ToolsDialog({ tool }: { tool: Tool }) {
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    tools.findIndex(({ id }) => id === tool),
  );
  const shown = tools[at];
  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tools[(at + step + tools.length) % tools.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    openSurface({ kind: 'tools', tool: next.id });
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[tools.indexOf(next)]?.focus();
  }
  return (
    <Dialog
      title="Tools"
      testId="tools"
      onClose={closeSurface}
      onSubmit={stayOpen}
      footer={
        <Button look="primary" onClick={closeSurface}>
          Done
        </Button>
      }
    >
      <div ref={list} className={style.tabs} role="tablist" aria-label="Tools" onKeyDown={onKeyDown}>
        {tools.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tool-tab-${id}`}
            className={style.tab}
            aria-selected={id === shown?.id}
            aria-controls="tool-panel"
            tabIndex={id === shown?.id ? 0 : -1}
            data-testid={`tool-${id}`}
            onClick={() => openSurface({ kind: 'tools', tool: id })}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="tool-panel" aria-labelledby={`tool-tab-${shown?.id}`}>
        {shown && <shown.panel />}
      </div>
    </Dialog>
  );
}
