/** A mistake that beginners make, and what they are told. */
export interface Mistake {
  readonly mistake: string;
  /** The exercise at which it happens. */
  readonly exercise: string;
  /** The exercise at whose beginning the student stands. */
  readonly begin: string;
  readonly commands: readonly string[];
  readonly way: string;
  readonly hint: { readonly en: RegExp; readonly ko: RegExp };
}

const own = "{{registry}}/{{label}}";

export const mistakes: readonly Mistake[] = [
  {
    mistake: "a wrong number of nodes",
    exercise: "nodes",
    begin: "nodes",
    commands: ["kubectl create configmap answers --from-literal=nodes=3"],
    way: "wrong",
    hint: { en: /The answer 3 is not right/, ko: /기록한 답\(3\)이 맞지 않습니다/ },
  },
  {
    mistake: "a ConfigMap without the answer",
    exercise: "nodes",
    begin: "nodes",
    commands: ["kubectl create configmap answers --from-literal=node=4"],
    way: "missing",
    hint: { en: /has no nodes/, ko: /nodes 항목이 없습니다/ },
  },
  {
    mistake: "a Deployment of another name",
    exercise: "deploy",
    begin: "deploy",
    commands: [`kubectl create deployment wep --image=${own}/web:1`],
    way: "missing",
    hint: { en: /There is no Deployment web\./, ko: /web 디플로이먼트가 없습니다/ },
  },
  {
    mistake: "a misspelt image",
    exercise: "deploy",
    begin: "deploy",
    commands: [`kubectl create deployment web --image=${own}/wep:1`],
    way: "image-pull",
    hint: { en: /cannot pull `[^`]*\/wep:1`: no such image/, ko: /wep:1` 이미지를 받지 못합니다: no such image/ },
  },
  {
    mistake: "an image of another tag",
    exercise: "deploy",
    begin: "deploy",
    commands: [`kubectl create deployment web --image=${own}/web:2`],
    way: "other-image",
    hint: { en: /runs \S+\/web:2, not \S+\/web:1/, ko: /현재: \S+\/web:2, 필요한 이미지: \S+\/web:1/ },
  },
  {
    mistake: "a program that ends at once",
    exercise: "deploy",
    begin: "deploy",
    commands: [`kubectl create deployment web --image=${own}/web:1 -- node -p 1/0x`],
    way: "crashing",
    hint: { en: /ends again and again \(exit code 1\).*kubectl logs web-/, ko: /계속 종료됩니다\(exit code 1\)/ },
  },
  {
    mistake: "a pod that is larger than a node",
    exercise: "deploy",
    begin: "deploy",
    commands: [
      `kubectl create deployment web --image=${own}/web:1 --replicas=0`,
      "kubectl set resources deployment web --requests=memory=100Gi --limits=memory=100Gi",
      "kubectl scale deployment web --replicas=1",
    ],
    way: "forbidden",
    hint: { en: /refuses pods of web: .*memory/, ko: /거부합니다: .*memory/ },
  },
  {
    mistake: "a Service of another type",
    exercise: "expose",
    begin: "expose",
    commands: ["kubectl expose deployment web --port=8080"],
    way: "other-type",
    hint: { en: /is of type ClusterIP, not LoadBalancer/, ko: /현재: ClusterIP, 필요한 유형: LoadBalancer/ },
  },
  {
    mistake: "a Service that sends visitors to a port on which nobody listens",
    exercise: "expose",
    begin: "expose",
    commands: ["kubectl expose deployment web --type=LoadBalancer --port=8081"],
    way: "other-port",
    hint: { en: /to port 8081, but the program listens on 8080/, ko: /8081번 포트로 요청을 보내지만/ },
  },
  {
    mistake: "a Service that chooses no pods",
    exercise: "expose",
    begin: "expose",
    commands: ["kubectl expose deployment web --type=LoadBalancer --port=8080 --selector=app=wep"],
    way: "no-pods",
    hint: { en: /no ready pod with the labels app=wep/, ko: /app=wep/ },
  },
  {
    mistake: "too few replicas",
    exercise: "scale",
    begin: "scale",
    commands: ["kubectl scale deployment web --replicas=2"],
    way: "too-few",
    hint: { en: /to have 2 pods, and the exercise needs 3/, ko: /2개로 설정/ },
  },
  {
    mistake: "an update to an image that nobody pushed",
    exercise: "update",
    begin: "update",
    commands: [`kubectl set image deployment/web web=${own}/web:3`],
    way: "image-pull",
    hint: { en: /web:3`: no such image/, ko: /web:3` 이미지를 받지 못합니다: no such image/ },
  },
  {
    mistake: "a Deployment that was made anew in place of an update",
    exercise: "update",
    begin: "update",
    commands: ["kubectl delete deployment web", `kubectl create deployment web --image=${own}/web:2`],
    way: "earlier",
    hint: { en: /is at revision 1, and should be at 2/, ko: /리비전이 2 이상이어야 합니다\(현재: 1\)/ },
  },
  {
    mistake: "a Service that was forgotten",
    exercise: "delete",
    begin: "delete",
    commands: ["kubectl delete deployment web"],
    way: "still-there",
    hint: {
      en: /The service web is still there: `kubectl delete service web`/,
      ko: /아직 삭제되지 않은 것이 있습니다\(service web\)/,
    },
  },
];
