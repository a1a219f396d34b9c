package io.forewarm.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A proxy on loopback before any server on loopback that does what networks do: delivers late,
 * cuts, lets nobody through, loses the answer to a request that has arrived. Faults hold until
 * {@link #heal}.
 */
public final class FaultyLink implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Passage requests;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile long delayNanos;
  private volatile boolean refusing;
  private volatile int losing;

  private FaultyLink(ServerSocket server, int target, Passage requests) {
    this.server = server;
    this.target = target;
    this.requests = requests;
  }

  /**
   * Opens a proxy on a free port, without a fault yet.
   *
   * @param port where a server is on 127.0.0.1, now or later
   */
  public static FaultyLink before(int port) {
    return before(port, InputStream::transferTo);
  }

  static FaultyLink before(int port, Passage requests) {
    try {
      FaultyLink link =
          new FaultyLink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port, requests);
      begin("faulty-link", link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return server.getLocalPort();
  }

  /** Lets every answer come later, and on each connection one after the other. */
  public void delay(Duration time) {
    delayNanos = time.toNanos();
  }

  /** Cuts all connections, and every new one at once. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /**
   * Loses acknowledgements: of so many answers one is not delivered and its connection cut, though
   * the server has done what it was asked.
   *
   * @param oneIn 1 or more
   */
  public void loseAnswers(int oneIn) {
    losing = oneIn;
  }

  /** Cuts all connections once; new ones are let through. */
  public void cut() {
    sockets.forEach(this::close);
  }

  /** Ends all faults. */
  public void heal() {
    delayNanos = 0;
    refusing = false;
    losing = 0;
  }

  /** Closes the proxy and all its connections; the server behind it stays. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        // closed, or the server behind is away: the client sees its connection end
      }
    }
  }

  private void connect(Socket client) throws IOException {
    sockets.add(client);
    if (refusing) {
      close(client);
      return;
    }
    Socket behind;
    try {
      behind = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      close(client);
      throw e;
    }
    sockets.add(behind);
    client.setTcpNoDelay(true);
    behind.setTcpNoDelay(true);
    begin("faulty-link-requests", () -> pump(client, behind, requests));
    begin("faulty-link-answers", () -> pump(behind, client, this::answers));
  }

  /** Passes on from one socket to the other until one ends. */
  private void pump(Socket from, Socket to, Passage passage) {
    try {
      passage.pass(from.getInputStream(), to.getOutputStream());
    } catch (IOException e) {
      // one of the two has gone: so does the other
    } finally {
      close(from);
      close(to);
    }
  }

  /** One direction of a connection. */
  interface Passage {
    /** Passes on until the input ends. */
    long pass(InputStream in, OutputStream out) throws IOException;
  }

  private long answers(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long passed = 0;
    for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
      long due = System.nanoTime() + delayNanos;
      for (long left = delayNanos; left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      int oneIn = losing;
      if (oneIn > 0 && answers.incrementAndGet() % oneIn == 0) {
        return passed;
      }
      out.write(buffer, 0, length);
      passed += length;
    }
    return passed;
  }

  private void close(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone, which is what was wanted
    }
  }

  private static void begin(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
