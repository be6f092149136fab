// 字数 and clean lines by the same rules as summarizer/text/characters.py; a test compares them case by case.
const EAST_ASIAN =
  "\\u2e80-\\u2fff\\u3001-\\u303e\\u3041-\\u33ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\uac00-\\ud7ff" +
  "\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff01-\\uff60\\uffe0-\\uffe6\\u{20000}-\\u{3ffff}“”‘’—…·×①-⒛";
// Python takes these for white space, too.
const MORE_SPACE = "\\x1c-\\x1f\\x85";
const COUNTED = new RegExp(`[${EAST_ASIAN}]|[^\\s${MORE_SPACE}${EAST_ASIAN}]+`, "gu");
const INVISIBLE =
  /[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\u{e0000}-\u{e0fff}]/gu;
const SPACES = new RegExp(`[\\s${MORE_SPACE}]+`, "gu");
const JOINERS = "\u200d\ufe0e\ufe0f";

export function countChars(text) {
  return (text.replace(INVISIBLE, "").match(COUNTED) ?? []).length;
}

// One clean line: no invisible characters but those that shape an emoji, single spaces, none at the ends.
export function cleanLine(text) {
  return text.replace(INVISIBLE, shapesEmoji).replace(SPACES, " ").trim();
}

function shapesEmoji(char, at, text) {
  if (!JOINERS.includes(char)) return "";
  let before = at - 1;
  while (before >= 0 && at - before < 3 && JOINERS.includes(text[before])) before -= 1;
  // The character before by itself: [\p{So}\p{Sk}]$ misses characters of two units in some Chromiums.
  const shaped = [...text.slice(Math.max(0, before - 1), before + 1)].pop() ?? "";
  return /\p{So}|\p{Sk}/u.test(shaped) && shaped > "\u2000" ? char : "";
}
