// The parent holds the other end of standard input; when it dies, however it dies, the emulator must not stay behind.
process.stdin.on("end", () => process.exit(0)).resume();
