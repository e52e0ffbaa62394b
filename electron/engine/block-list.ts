// net.BlockList from the rules of the contract. Removing a rule means building a new list: Node 20 cannot remove.
import net from 'node:net';
import type { BlockRule } from '../../shared/contract/common-options.ts';
import { nodeError, plainZero } from './node-rules.ts';

const familyOf = (address: unknown) => (typeof address === 'string' && net.isIPv6(address) ? 'ipv6' : 'ipv4');

/**
 * Builds a list. The family is found from the address, because Node takes ipv4 unless told otherwise (checklist B2).
 * Node judges the values: ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_INVALID_ARG_TYPE.
 */
export function buildBlockList(rules: unknown): net.BlockList {
  if (!Array.isArray(rules))
    throw nodeError('ERR_INVALID_ARG_TYPE', 'The "blockList" property must be an array of rules.');
  const list = new net.BlockList();
  for (const rule of rules as unknown[]) {
    if (typeof rule !== 'object' || rule === null) {
      throw nodeError('ERR_INVALID_ARG_TYPE', 'A rule of "blockList" must be an object.');
    }
    const { address, start, end, subnet, prefix, family } = rule as BlockRule;
    if (address !== undefined) list.addAddress(address, family ?? familyOf(address));
    else if (start !== undefined || end !== undefined)
      list.addRange(start as string, end as string, family ?? familyOf(start));
    else if (subnet !== undefined) list.addSubnet(subnet, plainZero(prefix) as number, family ?? familyOf(subnet));
    else
      throw nodeError(
        'ERR_INVALID_ARG_VALUE',
        'A rule of "blockList" must have an address, a range (start, end) or a subnet with its prefix.',
      );
  }
  return list;
}

/** Whether a list holds an address; an invalid address is on no list (checklist B5). */
export function isBlocked(list: net.BlockList, address: string, family?: 'ipv4' | 'ipv6'): boolean {
  return list.check(address, family ?? familyOf(address));
}
