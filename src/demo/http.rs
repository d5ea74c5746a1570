//! Just enough HTTP/1.1 for one port to serve both: a request is read, a response is written, the connection ends.

use std::io;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::demo::recorder::Call;

/// The longest head that is read, in bytes.
const MAX_HEAD: usize = 32 * 1024;
/// The longest body of JSON, in bytes; far above the limit of the text.
pub(super) const JSON_BODY: usize = 1024 * 1024;

/// A request, its body still on the way.
pub(super) struct HttpRequest {
    pub(super) call: Call,
    /// What came after the head.
    rest: Vec<u8>,
}

impl HttpRequest {
    /// Reads a head. Nothing comes of it where the client went away or does not speak HTTP.
    pub(super) async fn read(stream: &mut TcpStream) -> Option<HttpRequest> {
        let mut buffer = Vec::with_capacity(2048);
        loop {
            if stream.read_buf(&mut buffer).await.ok()? == 0 || buffer.len() > MAX_HEAD {
                return None;
            }
            if let Some(request) = parse(&buffer).ok()? {
                return Some(request);
            }
        }
    }

    /// The path without the query.
    pub(super) fn path(&self) -> &str {
        self.call.target.split('?').next().unwrap_or_default()
    }

    /// A parameter of the query.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.call.target.split_once('?')?;
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
    }

    /// The value of a header, whose name is given in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.call.header(name)
    }

    /// The token, from the header or from `?authorization=` (protocol.md §2.1).
    pub(super) fn token(&self) -> Option<String> {
        let value = self.header("authorization").map(str::to_owned).or_else(|| self.query("authorization"))?;
        let token = value.strip_prefix("Bearer ")?.trim();
        (!token.is_empty()).then(|| token.to_owned())
    }

    /// Whether the client wants a WebSocket, and the key it gave.
    pub(super) fn websocket_key(&self) -> Option<&str> {
        let upgrade = self.header("upgrade")?.eq_ignore_ascii_case("websocket");
        self.header("sec-websocket-key").filter(|_| upgrade && self.header("sec-websocket-version") == Some("13"))
    }

    /// What came after the head.
    pub(super) fn into_rest(self) -> Vec<u8> {
        self.rest
    }

    /// The body, read to its end; nothing where it has more than `limit` bytes or does not come whole.
    pub(super) async fn body(&mut self, stream: &mut TcpStream, limit: usize) -> Option<Vec<u8>> {
        let len: usize = self.header("content-length")?.parse().ok().filter(|len| *len <= limit)?;
        let mut body = std::mem::take(&mut self.rest);
        while body.len() < len {
            if stream.read_buf(&mut body).await.ok()? == 0 {
                return None;
            }
        }
        body.truncate(len);
        Some(body)
    }
}

fn parse(buffer: &[u8]) -> Result<Option<HttpRequest>, httparse::Error> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut head = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(len) = head.parse(buffer)? else { return Ok(None) };
    let field = |header: &httparse::Header<'_>| {
        (header.name.to_ascii_lowercase(), String::from_utf8_lossy(header.value).trim().to_owned())
    };
    let call = Call {
        method: head.method.unwrap_or_default().to_owned(),
        target: head.path.unwrap_or_default().to_owned(),
        headers: head.headers.iter().map(field).collect(),
    };
    Ok(Some(HttpRequest { call, rest: buffer[len..].to_vec() }))
}

/// A response.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) retry_after: Option<u64>,
    pub(super) body: Vec<u8>,
    /// What only a browser reads, as whole lines.
    pub(super) for_page: String,
}

impl Response {
    /// A body of audio or of anything else.
    pub(super) fn ok(kind: &'static str, body: Vec<u8>) -> Response {
        Response { status: 200, kind, retry_after: None, body, for_page: String::new() }
    }

    /// The envelope of a success (protocol.md §7.0).
    pub(super) fn data(data: &Value, logid: &str) -> Response {
        Response::json(200, &json!({ "code": 0, "msg": "", "data": data, "detail": { "logid": logid } }))
    }

    /// The envelope of a failure.
    pub(super) fn error(status: u16, code: i64, msg: &str, logid: &str) -> Response {
        Response::json(status, &json!({ "code": code, "msg": msg, "detail": { "logid": logid } }))
    }

    fn json(status: u16, body: &Value) -> Response {
        Response {
            status,
            kind: "application/json; charset=utf-8",
            retry_after: None,
            body: body.to_string().into_bytes(),
            for_page: String::new(),
        }
    }

    /// What a browser wants to know before a page may ask: that it may.
    pub(super) fn preflight(call: &Call) -> Response {
        let mut for_page = String::from("Access-Control-Allow-Methods: GET, POST\r\nAccess-Control-Max-Age: 600\r\n");
        if let Some(names) = call.header("access-control-request-headers") {
            for_page += &format!("Access-Control-Allow-Headers: {names}\r\n");
        }
        // A page of the internet asks for a machine of its user.
        if call.header("access-control-request-private-network").is_some() {
            for_page += "Access-Control-Allow-Private-Network: true\r\n";
        }
        Response { for_page, ..Response::ok("text/plain", Vec::new()) }
    }

    /// Lets a page from `origin` read it.
    pub(super) fn shared_with(mut self, origin: Option<&str>) -> Response {
        if let Some(origin) = origin {
            self.for_page += &format!(
                "Access-Control-Allow-Origin: {origin}\r\nVary: Origin\r\n\
                 Access-Control-Expose-Headers: X-Tt-Logid, Retry-After\r\n"
            );
        }
        self
    }

    /// Writes it and ends the connection in order.
    pub(super) async fn send(self, stream: &mut TcpStream, logid: &str) -> io::Result<()> {
        let retry = self.retry_after.map(|seconds| format!("Retry-After: {seconds}\r\n")).unwrap_or_default();
        let (status, reason, kind, len) = (self.status, reason(self.status), self.kind, self.body.len());
        let for_page = self.for_page;
        let head = format!(
            "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {len}\r\n\
             X-Tt-Logid: {logid}\r\n{retry}{for_page}Connection: close\r\n\r\n"
        );
        stream.write_all(&[head.as_bytes(), &self.body].concat()).await?;
        stream.shutdown().await
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Unnamed",
    }
}
