import { utf8 } from '../../../shared/bytes.ts';
import type { Piece } from '../../../shared/compose/escapes.ts';
import { concat } from '../../../shared/mocks/message.ts';

/** The bytes of typed text with escapes: text as UTF-8, `\xNN` as the byte itself. */
export const pieceBytes = (pieces: readonly Piece[]): Uint8Array =>
  concat(pieces.map((piece) => ('byte' in piece ? Uint8Array.of(piece.byte) : utf8(piece.text))));
