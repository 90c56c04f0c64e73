//! A desk at the town hall: the staff's side of the API, spoken over real HTTP. Blocking, for stories that go step by step.

use dimos_api::{
    Decision, DecisionRequest, EnrolmentCodeResponse, LoginRequest, NewEnrolmentCodeRequest, PREFIX, PlanDayRequest,
    PlanResponse, QueueResponse, ReportResponse, SessionResponse, problem::Problem,
};
use dimos_domain::{
    city::City,
    ids::{CrewCode, ReportId},
    report::Report,
};
use jiff::civil::Date;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;

/// The server said no, or said nothing.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// With a problem.
    #[error("{status}: {} ({})", problem.detail, problem.code.as_str())]
    Problem {
        /// HTTP status.
        status: StatusCode,
        /// The problem.
        problem: Box<Problem>,
    },
    /// Without one.
    #[error("{status}: {body}")]
    Status {
        /// HTTP status.
        status: StatusCode,
        /// What came instead.
        body: String,
    },
    /// Not at all.
    #[error("the server cannot be reached: {0}")]
    Network(#[from] reqwest::Error),
    /// This machine gives no threads.
    #[error("no runtime: {0}")]
    Runtime(#[from] std::io::Error),
}

/// Somebody of the staff at a desk.
pub struct Desk {
    runtime: Runtime,
    client: Client,
    base: String,
    token: String,
}

impl Desk {
    /// Logs in.
    ///
    /// # Errors
    /// The server refuses or cannot be reached.
    pub fn log_in(server: &str, account: &str, password: &str) -> Result<Self, Refused> {
        // The process may have chosen already; any choice will do.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        // A connection for each request: one that the server gives up while it idles would fail the next.
        let client = Client::builder().pool_max_idle_per_host(0).build()?;
        let mut desk = Self { runtime, client, base: format!("{server}{PREFIX}"), token: String::new() };
        let login = LoginRequest { account: account.to_owned(), password: password.to_owned() };
        desk.token = desk.post::<SessionResponse>("/sessions", &login)?.token;
        Ok(desk)
    }

    /// The city, as phones download it.
    ///
    /// # Errors
    /// The server refuses or cannot be reached.
    pub fn city(&self) -> Result<City, Refused> {
        self.get("/city")
    }

    /// What waits for somebody, most urgent first.
    ///
    /// # Errors
    /// The server refuses or cannot be reached.
    pub fn queue(&self) -> Result<Vec<Report>, Refused> {
        Ok(self.get::<QueueResponse>("/queue?limit=200")?.reports)
    }

    /// One report as staff see it.
    ///
    /// # Errors
    /// The server refuses or cannot be reached.
    pub fn report(&self, id: ReportId) -> Result<Report, Refused> {
        Ok(self.get::<ReportResponse>(&format!("/reports/{id}"))?.report)
    }

    /// Decides.
    ///
    /// # Errors
    /// The server refuses or cannot be reached.
    pub fn decide(&self, id: ReportId, decision: Decision) -> Result<Report, Refused> {
        let request = DecisionRequest { expected_version: None, decision };
        Ok(self.post::<ReportResponse>(&format!("/reports/{id}/decisions"), &request)?.report)
    }

    /// Plans a crew's day.
    ///
    /// # Errors
    /// The server refuses or cannot be reached.
    pub fn plan(&self, crew: &CrewCode, on: Date) -> Result<PlanResponse, Refused> {
        self.post("/plans", &PlanDayRequest { crew: crew.clone(), on })
    }

    /// A one-time code that makes a phone this crew's.
    ///
    /// # Errors
    /// The server refuses or cannot be reached.
    pub fn enrolment_code(&self, crew: &CrewCode) -> Result<String, Refused> {
        let request = NewEnrolmentCodeRequest { crew: crew.clone() };
        Ok(self.post::<EnrolmentCodeResponse>("/crew-phones/codes", &request)?.code)
    }

    /// Any GET below the API's prefix.
    ///
    /// # Errors
    /// The server refuses or cannot be reached.
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Refused> {
        self.send(self.request(Method::GET, path))
    }

    /// Any POST below the API's prefix, with a key of its own.
    ///
    /// # Errors
    /// The server refuses or cannot be reached.
    pub fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Refused> {
        self.post_as(Uuid::now_v7(), path, body)
    }

    /// A file below the API's prefix, for example the bank's.
    ///
    /// # Errors
    /// The server refuses or cannot be reached.
    pub fn post_file<T: DeserializeOwned>(&self, path: &str, media_type: &str, file: &str) -> Result<T, Refused> {
        self.send(self.request(Method::POST, path).header("content-type", media_type).body(file.to_owned()))
    }

    /// Any POST below the API's prefix, with this key.
    ///
    /// # Errors
    /// The server refuses or cannot be reached.
    pub fn post_as<T: DeserializeOwned>(&self, key: Uuid, path: &str, body: &impl Serialize) -> Result<T, Refused> {
        self.send(self.request(Method::POST, path).header(dimos_api::IDEMPOTENCY_KEY, key.to_string()).json(body))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base)).header("accept-language", "el");
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Refused> {
        self.runtime.block_on(async {
            let answer = request.send().await?;
            let status = answer.status();
            let body = answer.bytes().await?;
            if status.is_success()
                && let Ok(value) = serde_json::from_slice(&body)
            {
                return Ok(value);
            }
            Err(match serde_json::from_slice::<Problem>(&body) {
                Ok(problem) => Refused::Problem { status, problem: Box::new(problem) },
                Err(_) => Refused::Status { status, body: String::from_utf8_lossy(&body).chars().take(500).collect() },
            })
        })
    }
}
