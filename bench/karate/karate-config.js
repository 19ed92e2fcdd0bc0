function fn() {
  return {
    endpoint: karate.properties['endpoint'],
    publicKey: karate.properties['key'],
    privateKey: java.lang.System.getenv('BENCH_SECRET')
  };
}
