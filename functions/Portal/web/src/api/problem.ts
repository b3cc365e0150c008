/** A call that was refused or got no answer. */
export class Problem extends Error {
  /** The status of the answer; 0 if there was none. */
  readonly status: number;
  /** The API's stable code, or <c>NoAnswer</c>. */
  readonly code: string;
  /** The same call for a shell. */
  readonly curl: string;

  constructor(status: number, code: string, detail: string, curl: string) {
    super(detail);
    this.status = status;
    this.code = code;
    this.curl = curl;
  }
}
